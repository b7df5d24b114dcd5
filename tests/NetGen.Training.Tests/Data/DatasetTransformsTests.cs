using NetGen.Data;
using static NetGen.Training.Tests.Data.SampleData;

namespace NetGen.Training.Tests.Data;

public class DatasetTransformsTests
{
    [Fact]
    public void A_map_may_change_lengths()
    {
        Dataset mapped = Numbered(3).WithWeights([1, 2, 3]).Map(1, 2, (input, target, newInput, newTarget) =>
        {
            newInput[0] = input[0] + input[1];
            newTarget[1] = -target[0];
        });
        Assert.Equal([1, 21, 41], mapped.Inputs.ToArray());
        Assert.Equal([0, 0, 0, -1, 0, -2], mapped.Targets.ToArray());
        Assert.Equal([1, 2, 3], mapped.Weights.ToArray());
    }

    [Fact]
    public void Inputs_and_targets_can_be_mapped_alone()
    {
        Assert.Equal([1, 0, 11, 10], Numbered(2).MapInputs(2, (from, to) => (to[0], to[1]) = (from[1], from[0])).Inputs.ToArray());
        Dataset targets = Numbered(2).MapTargets(1, (from, to) => to[0] = from[0] + 7);
        Assert.Equal([7, 8], targets.Targets.ToArray());
        Assert.Equal(Numbered(2).Inputs.ToArray(), targets.Inputs.ToArray());
    }

    [Fact]
    public void Parts_keep_their_names_where_the_length_stays()
    {
        Dataset named = Dataset.FromArrays([("a", [[1f]]), ("b", [[2f]])], [("c", [[3f]]), ("d", [[4f]])]);
        Dataset mapped = named.MapInputs(3, (from, to) => from.CopyTo(to));
        Assert.Empty(mapped.InputParts);
        Assert.Equal(named.TargetParts, mapped.TargetParts);
    }

    [Fact]
    public void Selected_samples_keep_order_and_weights()
    {
        Dataset selected = Numbered(4).WithWeights([0, 1, 2, 3]).Select([3, 1, 3]);
        Assert.Equal([3, 1, 3], selected.Targets.ToArray());
        Assert.Equal([3, 1, 3], selected.Weights.ToArray());
        Assert.Contains("Index 1 is 4; there are 4 samples", Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(4).Select([0, 4])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(4).Select([-1]));
        Assert.Throws<ArgumentException>(() => Numbered(4).Select([]));
    }

    [Fact]
    public void Concatenated_samples_follow_each_other()
    {
        Dataset both = Numbered(2).Concat(Numbered(3).WithWeights([4, 5, 6]));
        Assert.Equal([0, 1, 0, 1, 2], both.Targets.ToArray());
        Assert.Equal([1, 1, 4, 5, 6], both.Weights.ToArray());
        Assert.False(Numbered(1).Concat(Numbered(1)).HasWeights);
        Assert.Contains("both need the same", Assert.Throws<ArgumentException>(() => Numbered(2).Concat(Labelled(2, 0, 1))).Message);
        Assert.Contains("not augmented alike", Assert.Throws<ArgumentException>(() => Numbered(2).Concat(Numbered(2).WithAugmentation(Augmentation.Noise(1)))).Message);
    }

    [Fact]
    public void Smoothed_labels_are_those_of_PyTorch()
    {
        // torch.nn.CrossEntropyLoss(label_smoothing=0.1) with 4 classes: 0.9 + 0.025 and 0.025.
        Assert.Equal([0.025f, 0.925f, 0.025f, 0.025f], Labelled(4, 1).SmoothLabels(0.1).Targets.ToArray());
        Assert.Equal([0.25f, 0.75f], Dataset.FromArrays([[1f], [2f]], [[0f], [1f]]).SmoothLabels(0.5).Targets.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Labelled(4, 1).SmoothLabels(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Labelled(4, 1).SmoothLabels(double.NaN));
    }

    [Fact]
    public void One_part_of_the_targets_is_smoothed_by_name()
    {
        Dataset named = Dataset.FromArrays([("x", [[1f]])], [("action", [[0f, 1f]]), ("value", [[5f]])]);
        Assert.Equal([0.1f, 0.9f, 5], named.SmoothLabels(0.2, "action").Targets.ToArray());
        Assert.Contains("name the one that is meant", Assert.Throws<ArgumentException>(() => named.SmoothLabels(0.2)).Message);
        Assert.Contains("no part named 'x'; theirs are: action (2), value (1)", Assert.Throws<ArgumentException>(() => named.SmoothLabels(0.2, "x")).Message);
    }
}
