using System.Globalization;
using NetGen.Pictures;

namespace NetGen.Training.Tests.Pictures;

public class NeuronPictureTests
{
    [Fact]
    public void Every_neuron_and_every_weight_is_drawn()
    {
        var svg = new Svg(new Classifier(seed: 1).ToNeuronSvg());
        Assert.Equal(2 + 8 + 3, svg.Elements("circle", "neuron").Count());
        // The legend has one line of each.
        Assert.Equal(2 * 8 + 8 * 3 + 2, svg.Elements("line").Count());
        Assert.Contains("8 · tanh", svg.Texts);
        Assert.Contains("3 · softmax", svg.Texts);
    }

    [Fact]
    public void The_sign_of_a_weight_decides_its_line_and_0_has_none()
    {
        var network = new Classifier(seed: 1);
        float[] weights = [0, -1, 0.5f, .. Enumerable.Repeat(0.25f, 13)];
        network.Parameters.CopyFrom("hidden.weight", weights);
        network.Parameters.CopyFrom("dense2.weight", new float[24]);
        var svg = new Svg(network.ToNeuronSvg());
        Assert.Equal(1 + 1, svg.Elements("line", "negative").Count());
        Assert.Equal(14 + 1, svg.Elements("line", "positive").Count());
        Assert.Contains("up to 1:", svg.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_neurons_have_their_own_activations()
    {
        var network = new Classifier(seed: 3);
        (float[] weights, float[] biases) = (new float[16], new float[8]);
        for (int i = 0; i < biases.Length; i++)
            biases[i] = 0.1f * i - 0.3f;
        network.Parameters.CopyFrom("hidden.bias", biases);
        network.Parameters.CopyTo("hidden.weight", weights);
        Dictionary<string, double> values = Values(network.ToNeuronSvg([0.5f, -0.25f]));
        for (int i = 0; i < 8; i++)
            Assert.Equal(Math.Tanh(weights[2 * i] * 0.5 + weights[2 * i + 1] * -0.25 + biases[i]), values[$"hidden[{i}]"], 3);
        Assert.Equal(-0.25, values["input[1]"]);
        float[] output = new float[3];
        network.Forward([0.5f, -0.25f], output);
        for (int i = 0; i < 3; i++)
            Assert.Equal(output[i], values[$"dense2[{i}]"], 3);
    }

    [Fact]
    public void Outputs_are_those_of_the_network_after_every_activation()
    {
        var network = new EveryActivation(seed: 2);
        float[] input = [0.7f, -1.2f, 0.4f], output = new float[4];
        network.Forward(input, output);
        Dictionary<string, double> values = Values(network.ToNeuronSvg(input));
        for (int i = 0; i < output.Length; i++)
            Assert.Equal(output[i], values[$"dense14[{i}]"], 3);
        // Dropout changes nothing in inference, and an activation layer belongs to the neurons before it.
        Assert.Equal(3 + 14 * 4, values.Count);
        Assert.InRange(values["dense9[0]"], -1, 1);
        string[] texts = new Svg(network.ToNeuronSvg(input)).Texts;
        Assert.Contains("4 · leaky relu", texts);
        Assert.Contains("4 · hard tanh", texts);
    }

    [Fact]
    public void Of_many_neurons_the_first_and_the_last_are_drawn()
    {
        var network = new Wide(seed: 1);
        string[] tips = new Svg(network.ToNeuronSvg(new float[100], new() { MaxNeurons = 5 })).Tips;
        Assert.Equal(
            ["input[0]", "input[1]", "input[2]", "input[98]", "input[99]", "many[0]", "many[1]", "many[2]", "many[38]", "many[39]", "dense2[0]"],
            tips.Select(tip => tip.Split(' ')[0]));
        Assert.Equal(2 * 3, new Svg(network.ToNeuronSvg(new() { MaxNeurons = 5 })).Elements("circle", "dot").Count());
    }

    [Fact]
    public void Names_of_inputs_and_outputs_are_beside_them()
    {
        string[] texts = new Svg(new Classifier().ToNeuronSvg([1, 2], new() { InputNames = ["x", "y"], OutputNames = ["red", "green", PictureData.Hostile] })).Texts;
        Assert.Contains("x", texts);
        Assert.Contains("green", texts);
        Assert.Contains(texts, text => text.StartsWith("<script>", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_that_are_not_finite_are_shown_as_such()
    {
        var network = new Classifier(seed: 1);
        network.Parameters.CopyFrom("dense2.bias", [float.NaN, float.PositiveInfinity, 0]);
        Dictionary<string, double> values = Values(network.ToNeuronSvg([0, 0]));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(double.NaN, values[$"dense2[{i}]"]));
    }

    [Fact]
    public void Other_layers_are_an_error_that_names_them()
    {
        Assert.Equal(
            "SmallConvolution can't be drawn as neurons: it has conv1 (Conv2D, relu), pool1 (MaxPool2D). Only chains of dense layers can, with activations, Dropout, Flatten and Reshape; ToSvg() of the summary draws any network.",
            Assert.Throws<NotSupportedException>(() => new SmallConvolution().ToNeuronSvg()).Message);
        Assert.Contains("norm1 (BatchNorm)", Assert.Throws<NotSupportedException>(() => new RandomClassifier().ToNeuronSvg()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_lengths_are_errors_that_name_both()
    {
        Assert.Contains("has 3 elements; Classifier takes 2.", Assert.Throws<ArgumentException>(() => new Classifier().ToNeuronSvg([1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 1 names for the 3 outputs of Classifier", Assert.Throws<ArgumentException>(() => new Classifier().ToNeuronSvg(new() { OutputNames = ["a"] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuronOptions { MaxNeurons = 1 });
    }

    /// <summary>The values of all neurons drawn, by layer and index.</summary>
    private static Dictionary<string, double> Values(string svg) =>
        new Svg(svg).Tips.Select(tip => tip.Split(" = ")).ToDictionary(parts => parts[0], parts => parts[1] == "–" ? double.NaN : double.Parse(parts[1].Replace('−', '-'), CultureInfo.InvariantCulture));
}
