using NetGen.Data;
using static NetGen.Training.Tests.Data.SampleData;

namespace NetGen.Training.Tests.Data;

public class DatasetWeightsTests
{
    [Fact]
    public void Every_sample_keeps_its_weight()
    {
        Dataset data = Numbered(20).WithWeights([.. Enumerable.Range(0, 20)]);
        (Dataset first, Dataset second) = data.Split(0.7, seed: 3);
        Dataset[] derived = [data, data.Slice(5, 7), data.Take(3), data.Shuffle(9), first, second, data.Shuffle(1).Slice(4, 4).Shuffle(2), data.KFold(3, 1).First().Train, data.NormalizeInputs(out _)];
        Assert.All(derived, each => Assert.Equal(each.Targets.ToArray(), each.Weights.ToArray()));
        Assert.Equal(data.Weights.ToArray(), data.NormalizeTargets(out _).Weights.ToArray());
        Assert.Equal(data.Weights.ToArray(), data.WithAugmentation(Augmentation.Noise(1)).Weights.ToArray());
    }

    [Fact]
    public void Weights_are_gathered_for_the_samples_of_a_step()
    {
        float[] gathered = new float[3];
        Numbered(4).WithWeights([0, 1, 2, 0.5f]).GatherWeights([3, 0, 2], gathered);
        Assert.Equal([0.5f, 0, 2], gathered);
        Numbered(4).GatherWeights([3, 0, 2], gathered);
        Assert.Equal([1, 1, 1], gathered);
        Assert.False(Numbered(4).HasWeights);
        Assert.True(Numbered(4).Weights.IsEmpty);
    }

    [Fact]
    public void Weights_out_of_range_are_rejected()
    {
        Assert.Contains("There are 2 weights; each sample needs one, and there are 3", Assert.Throws<ArgumentException>(() => Numbered(3).WithWeights([1, 2])).Message);
        Assert.Contains("The weight of sample 1 is -0.5", Assert.Throws<ArgumentException>(() => Numbered(3).WithWeights([1, -0.5f, 1])).Message);
        Assert.Contains("The weight of sample 2 is NaN", Assert.Throws<ArgumentException>(() => Numbered(3).WithWeights([1, 1, float.NaN])).Message);
        Assert.Contains("All weights are 0", Assert.Throws<ArgumentException>(() => Numbered(3).WithWeights([0, 0, 0])).Message);
    }

    [Fact]
    public void Class_weights_apply_to_samples_by_their_class()
    {
        Dataset data = Labelled(3, 2, 0, 2, 1);
        Assert.Equal([5, 0.5f, 5, 0], data.WithClassWeights([0.5f, 0, 5]).Weights.ToArray());
        Assert.Equal([10, 1, 15, 0], data.WithWeights([2, 2, 3, 4]).WithClassWeights([0.5f, 0, 5]).Weights.ToArray());
        Dataset binary = Dataset.FromArrays([[1f], [1f], [1f]], [[1f], [0f], [-1f]]);
        Assert.Equal([3, 2, 2], binary.WithClassWeights([2, 3]).Weights.ToArray());
        Assert.Contains("each class needs one, and there are 3", Assert.Throws<ArgumentException>(() => data.WithClassWeights([1, 2])).Message);
    }

    [Fact]
    public void Balanced_class_weights_are_those_of_scikit_learn()
    {
        // compute_class_weight('balanced', classes=[0, 2], y=[0, 0, 0, 2]) is [4 / (2 · 3), 4 / (2 · 1)]; class 1 has no samples.
        Assert.Equal([2 / 3f, 2 / 3f, 2 / 3f, 2], Labelled(3, 0, 0, 0, 2).WithBalancedClassWeights().Weights.ToArray());
    }

    [Fact]
    public void Targets_that_are_no_class_are_named()
    {
        Assert.Contains("The target of sample 1 is not a class: it is 0.3 instead of 0 or 1", Assert.Throws<ArgumentException>(() => Dataset.FromArrays([[1f], [1f]], [[1f], [0.3f]]).WithBalancedClassWeights()).Message);
        Assert.Contains("sample 0 is not a class: it is not one element of 1", Assert.Throws<ArgumentException>(() => Dataset.FromArrays([[1f]], [[1f, 1f]]).WithBalancedClassWeights()).Message);
        Assert.Contains("sample 0 is not a class", Assert.Throws<ArgumentException>(() => Labelled(3, 1).SmoothLabels(0.1).WithBalancedClassWeights()).Message);
    }
}
