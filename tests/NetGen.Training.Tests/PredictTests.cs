using NetGen.Data;

namespace NetGen.Training.Tests;

/// <summary>Shorter ways to what the span methods do.</summary>
public sealed class PredictTests
{
    [Fact]
    public void Predictions_have_the_bits_of_Forward_for_one_sample_and_for_many()
    {
        var network = new Classifier(seed: 1);
        Dataset data = Datasets.Points(70);
        float[][] inputs = [.. Enumerable.Range(0, 70).Select(i => data.Input(i).ToArray())];
        float[][] outputs = network.Predict(inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            float[] expected = new float[3];
            network.Forward(inputs[i], expected);
            Assert.Equal(expected, outputs[i]);
            Assert.Equal(expected, network.Predict(inputs[i]));
        }
        Assert.Empty(network.Predict(Array.Empty<float[]>()));
    }

    [Fact]
    public void Inputs_of_another_length_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => new Classifier().Predict(new float[3]));
        Assert.Contains("sample 1 has 3", Assert.Throws<ArgumentException>(() => new Classifier().Predict([[1f, 2f], [1f, 2f, 3f]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trainer_infers_the_class_of_its_network()
    {
        using var expected = new Trainer<Classifier>(new(seed: 1), new Adam()) { BatchSize = 7, Seed = 2 };
        using Trainer<Classifier> trainer = Trainer.For(new Classifier(seed: 1), new Adam(), batchSize: 7, seed: 2, callbacks: [new KeepBest()]);
        expected.Fit(Datasets.Points(), epochs: 2);
        trainer.Fit(Datasets.Points(), epochs: 2);
        Assert.Equal(expected.Network.Parameters.Values, trainer.Network.Parameters.Values);
    }

    [Fact]
    public void Objects_say_what_they_are()
    {
        Assert.Equal("Classifier: 51 parameters in 4 tensors", new Classifier().Parameters.ToString());
        Assert.Equal("Workspace of Classifier for 1,000 samples, with gradients", Classifier.CreateWorkspace(1000).ToString());
        Assert.Equal("1,500 samples of 2 inputs and 3 targets", Datasets.Points(1500).ToString());
        Assert.Equal("Normalization of 2 elements", Normalization.OfInputs(Datasets.Points()).ToString());
        using Trainer<Classifier> trainer = Trainer.For(new Classifier(), new Adam());
        Assert.Equal("Trainer of Classifier: Adam, learning rate 0.001, after 0 steps; batches of 32", trainer.ToString());
        Assert.Equal("AdamW, learning rate 0.001, after 0 steps", new AdamW().ToString());
    }
}
