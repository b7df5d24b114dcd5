using NetGen.Data;
using static NetGen.Training.Tests.Data.SampleData;

namespace NetGen.Training.Tests.Data;

public class NormalizationTests
{
    private static readonly Dataset s_data = Dataset.FromArrays([[1, 5], [2, 5], [6, 5]], [[100, -1, 3], [200, 0, 3], [600, 1, 3]]);

    [Fact]
    public void Targets_have_statistics_of_their_own()
    {
        Normalization inputs = Normalization.OfInputs(s_data), targets = Normalization.OfTargets(s_data);
        Assert.Equal([3, 5], inputs.Means.ToArray());
        Assert.Equal([300, 0, 3], targets.Means.ToArray());
        // The population's: √((200² + 100² + 300²) / 3), √(2/3), and 1 where nothing varies.
        Assert.Equal([216.02469f, 0.8164966f, 1], targets.Deviations.ToArray());
    }

    [Fact]
    public void Normalized_targets_have_mean_0_and_variance_1_and_inputs_stay()
    {
        Dataset normal = s_data.NormalizeTargets(out Normalization statistics);
        Assert.Equal(s_data.Inputs.ToArray(), normal.Inputs.ToArray());
        float[] first = [normal.Target(0)[0], normal.Target(1)[0], normal.Target(2)[0]];
        Assert.Equal(0, first.Sum(), 1e-6);
        Assert.Equal(3, first.Sum(value => value * value), 1e-5);
        Assert.Equal(0, normal.Target(2)[2]);
        // Further data by the same statistics.
        Assert.Equal(normal.Target(1).ToArray(), s_data.Slice(1, 1).NormalizeTargets(statistics).Target(0).ToArray());
    }

    [Fact]
    public void Inverting_brings_predictions_back_to_the_units_of_the_targets()
    {
        Dataset normal = s_data.NormalizeTargets(out Normalization statistics);
        for (int i = 0; i < s_data.Count; i++)
        {
            float[] prediction = normal.Target(i).ToArray();
            statistics.Invert(prediction);
            Assert.All(prediction.Zip(s_data.Target(i).ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        }
        Assert.Throws<ArgumentException>(() => statistics.Invert(new float[2]));
    }

    [Fact]
    public void Inputs_are_normalized_as_before()
    {
        Dataset normal = s_data.NormalizeInputs(out Normalization statistics);
        Assert.Equal(Bits(normal.Inputs), Bits(s_data.Normalize(statistics).Inputs));
        Assert.Equal(Bits(normal.Inputs), Bits(s_data.Normalize(out _).Inputs));
        Assert.Equal(s_data.Targets.ToArray(), normal.Targets.ToArray());
    }

    [Fact]
    public void Statistics_of_another_length_are_rejected()
    {
        Normalization inputs = Normalization.OfInputs(s_data);
        Assert.Contains("The target has 3 elements; the statistics are for targets of 2", Assert.Throws<ArgumentException>(() => s_data.NormalizeTargets(inputs)).Message);
        Assert.Contains("The input has 2 elements; the statistics are for inputs of 3", Assert.Throws<ArgumentException>(() => s_data.NormalizeInputs(Normalization.OfTargets(s_data))).Message);
    }
}
