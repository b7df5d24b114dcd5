using NetGen.Data;
using static NetGen.Training.Tests.Data.SampleData;

namespace NetGen.Training.Tests.Data;

public class DatasetSplitsTests
{
    [Theory]
    [InlineData(10, 3, new[] { 4, 3, 3 })]
    [InlineData(11, 4, new[] { 3, 3, 3, 2 })]
    [InlineData(6, 6, new[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData(8, 2, new[] { 4, 4 })]
    public void Folds_have_the_sizes_of_scikit_learn(int count, int k, int[] sizes)
    {
        (Dataset Train, Dataset Validation)[] folds = [.. Numbered(count).KFold(k, seed: 5)];
        Assert.Equal(sizes, folds.Select(fold => fold.Validation.Count));
        Assert.All(folds, fold => Assert.Equal(Ascending(count), fold.Train.Targets.ToArray().Concat(fold.Validation.Targets.ToArray()).Order()));
        Assert.Equal(Ascending(count), folds.SelectMany(fold => fold.Validation.Targets.ToArray()).Order());
    }

    [Fact]
    public void Folds_depend_on_the_seed()
    {
        float[] Validation(ulong seed) => [.. Numbered(30).KFold(3, seed).First().Validation.Targets];
        Assert.Equal(Validation(1), Validation(1));
        Assert.NotEqual(Validation(1), Validation(2));
        Assert.NotEqual(Ascending(10), Validation(1));
        Assert.Equal(Validation(1).Order(), Validation(1));
    }

    [Fact]
    public void Stratified_folds_have_the_classes_in_proportion()
    {
        // Sorted, 7 of class 0, 5 of class 1 and 3 of class 2 go to the three folds in turn.
        Dataset data = Labelled(3, 0, 1, 0, 2, 1, 0, 0, 1, 2, 0, 1, 0, 2, 0, 1);
        (Dataset Train, Dataset Validation)[] folds = [.. data.StratifiedKFold(3, seed: 1)];
        Assert.Equal(["3 1 1", "2 2 1", "2 2 1"], folds.Select(fold => Counts(fold.Validation)));
        Assert.All(folds, fold => Assert.Equal(Ascending(15), fold.Train.Inputs.ToArray().Concat(fold.Validation.Inputs.ToArray()).Order()));
        Assert.Equal(Ascending(15), folds.SelectMany(fold => fold.Validation.Inputs.ToArray()).Order());
        Assert.NotEqual(folds[0].Validation.Inputs.ToArray(), data.StratifiedKFold(3, seed: 2).First().Validation.Inputs.ToArray());
    }

    [Fact]
    public void A_stratified_split_has_the_classes_in_proportion()
    {
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i < 80 ? 0 : i < 95 ? 2 : 1)];
        (Dataset first, Dataset second) = Labelled(3, labels).StratifiedSplit(0.8, seed: 4);
        Assert.Equal(("64 4 12", "16 1 3"), (Counts(first), Counts(second)));
        Assert.Equal(Ascending(100), first.Inputs.ToArray().Concat(second.Inputs.ToArray()).Order());
        Assert.NotEqual(first.Inputs.ToArray().Order(), first.Inputs.ToArray());
        Assert.NotEqual(first.Inputs.ToArray(), Labelled(3, labels).StratifiedSplit(0.8, seed: 5).First.Inputs.ToArray());
    }

    [Fact]
    public void Remainders_add_up_to_the_share()
    {
        // A share of 5 of 10: 3 · 0.5 and 3 · 0.5 and 4 · 0.5 round down to 1, 1 and 2; the first class has the first remainder.
        (Dataset first, Dataset second) = Labelled(3, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2).StratifiedSplit(0.5, seed: 1);
        Assert.Equal(("2 1 2", "1 2 2"), (Counts(first), Counts(second)));
    }

    public static TheoryData<Action, string> Impossible => new()
    {
        { () => Numbered(3).KFold(4, 0), "3 samples can't be divided into 4 folds" },
        { () => Numbered(3).KFold(1, 0), "3 samples can't be divided into 1 folds" },
        { () => Labelled(2, 0, 0, 0, 1, 1).StratifiedKFold(3, 0), "Class 1 has 2 samples, fewer than 3 folds" },
        { () => Labelled(2, 0, 0, 0, 1).StratifiedSplit(0.5, 0), "Class 1 has 1 sample, which cannot be in both" },
        { () => Labelled(2, 0, 0, 0, 1, 1, 1).StratifiedSplit(0.2, 0), "leaves 1 in one dataset, fewer than the 2 classes" },
        { () => Labelled(2, 0, 0, 1, 1).StratifiedSplit(1, 0), "leaves one part empty" },
        { () => Numbered(9).StratifiedKFold(2, 0), "not a class" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_sizes_are_rejected_before_the_first_fold(Action divide, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<SystemException>(divide).Message);

    private static IEnumerable<float> Ascending(int count) => Enumerable.Range(0, count).Select(i => (float)i);

    private static string Counts(Dataset data) =>
        string.Join(" ", Enumerable.Range(0, data.TargetLength).Select(c => Enumerable.Range(0, data.Count).Count(i => data.Target(i)[c] == 1)));
}
