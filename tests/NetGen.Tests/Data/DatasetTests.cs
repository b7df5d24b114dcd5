using NetGen.Data;

namespace NetGen.Tests.Data;

public class DatasetTests
{
    /// <summary>Sample i has inputs 10·i and 10·i + 1 and target i.</summary>
    private static Dataset Numbered(int count) =>
        Dataset.FromArrays([.. Enumerable.Range(0, count).Select(i => new float[] { 10 * i, 10 * i + 1 })], [.. Enumerable.Range(0, count).Select(i => new float[] { i })]);

    [Fact]
    public void Samples_are_contiguous()
    {
        Dataset data = Numbered(3);
        Assert.Equal((3, 2, 1), (data.Count, data.InputLength, data.TargetLength));
        Assert.Equal([0, 1, 10, 11, 20, 21], data.Inputs.ToArray());
        Assert.Equal([0, 1, 2], data.Targets.ToArray());
        Assert.Equal([20, 21], data.Input(2).ToArray());
        Assert.Equal([2], data.Target(2).ToArray());
        var (inputs, targets) = data[1, 2];
        Assert.Equal([10, 11, 20, 21], inputs.ToArray());
        Assert.Equal([1, 2], targets.ToArray());
        Assert.Equal(1, data[2].Count);
    }

    [Fact]
    public void Data_are_copied()
    {
        float[][] inputs = [[1, 2]];
        float[] flat = [1, 2];
        Dataset rows = Dataset.FromArrays(inputs, [[3]]), spans = Dataset.FromArrays(flat, flat, 2, 2), labels = Dataset.FromLabels(flat, [1], 2);
        inputs[0][0] = flat[0] = 9;
        Assert.All([rows, spans, labels], data => Assert.Equal(1, data.Inputs[0]));
    }

    [Fact]
    public void Labels_become_one_hot_rows()
    {
        foreach (Dataset data in new[] { Dataset.FromLabels([1, 2, 3, 4], [2, 0], classes: 3), Dataset.FromLabels([[1, 2], [3, 4]], [2, 0], classes: 3) })
        {
            Assert.Equal((2, 2, 3), (data.Count, data.InputLength, data.TargetLength));
            Assert.Equal([0, 0, 1, 1, 0, 0], data.Targets.ToArray());
        }
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(int.MaxValue, 1)]
    public void Batches_cover_all_samples_and_the_last_may_be_smaller(int size, int expected)
    {
        Dataset data = Numbered(5);
        var targets = new List<float>();
        var counts = new List<int>();
        foreach (Batch batch in data.Batches(size))
        {
            Assert.Equal(batch.Count, batch.Targets.Length);
            Assert.Equal(2 * batch.Count, batch.Inputs.Length);
            counts.Add(batch.Count);
            targets.AddRange(batch.Targets);
        }
        Assert.Equal(data.Targets.ToArray(), targets);
        Assert.Equal(expected, counts.Count);
        Assert.Equal(expected, data.Batches(size).Count);
        Assert.All(counts.SkipLast(1), count => Assert.Equal(size, count));
    }

    [Fact]
    public void Batches_allocate_nothing()
    {
        Dataset data = Numbered(50);
        float sum = Sum(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        float again = Sum(data);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(sum, again);

        static float Sum(Dataset data)
        {
            float sum = 0;
            foreach (Batch batch in data.Batches(7))
                sum += batch.Inputs[0];
            return sum;
        }
    }

    [Fact]
    public void Slices_contain_the_requested_samples()
    {
        Dataset data = Numbered(6);
        Assert.Equal([2, 3, 4], data.Slice(2, 3).Targets.ToArray());
        Assert.Equal([30, 31], data.Slice(2, 3).Input(1).ToArray());
        Assert.Equal([0, 1], data.Take(2).Targets.ToArray());
        Assert.Equal([3], data.Slice(2, 4).Slice(1, 2).Take(1).Targets.ToArray());
    }

    [Fact]
    public void Shuffling_keeps_inputs_with_targets_and_depends_on_the_seed()
    {
        Dataset data = Numbered(40);
        Dataset shuffled = data.Shuffle(3);
        foreach (Batch sample in shuffled.Batches(1))
            Assert.Equal([10 * sample.Targets[0], 10 * sample.Targets[0] + 1], sample.Inputs.ToArray());
        Assert.Equal(data.Targets.ToArray(), shuffled.Targets.ToArray().Order());
        Assert.NotEqual(data.Targets.ToArray(), shuffled.Targets.ToArray());
        Assert.Equal(shuffled.Targets.ToArray(), data.Shuffle(3).Targets.ToArray());
        Assert.NotEqual(shuffled.Targets.ToArray(), data.Shuffle(4).Targets.ToArray());
    }

    [Fact]
    public void Splitting_assigns_every_sample_once()
    {
        var (first, second) = Numbered(10).Split(0.7, seed: 1);
        Assert.Equal((7, 3), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (float)i), first.Targets.ToArray().Concat(second.Targets.ToArray()).Order());
    }

    [Fact]
    public void Normalising_gives_mean_zero_and_variance_one_and_the_same_scale_for_other_data()
    {
        Dataset data = Dataset.FromArrays([[1, 5, 7], [2, 5, 9], [6, 5, -1]], [[0], [0], [0]]);
        Dataset normal = data.Normalize(out Normalization statistics);
        for (int i = 0; i < 3; i++)
        {
            double[] column = [.. Enumerable.Range(0, 3).Select(sample => (double)normal.Input(sample)[i])];
            Assert.Equal(0, column.Average(), 1e-6);
            Assert.Equal(i == 1 ? 0 : 1, column.Average(x => x * x), 1e-6);
        }
        Assert.Equal([3, 5, 5], statistics.Means.ToArray());
        Assert.Equal(1, statistics.Deviations[1]);
        Assert.Equal(1, data.Inputs[0]);

        Dataset other = Dataset.FromArrays([[3, 6, 5]], [[0]]).Normalize(statistics);
        Assert.Equal([0, 1, 0], other.Inputs.ToArray());
    }

    public static TheoryData<Action, string> Mistakes() => new()
    {
        { () => Dataset.FromArrays([], []), "there are 0" },
        { () => Dataset.FromArrays([[1], [2]], [[1]]), "There are 2 inputs but 1 targets" },
        { () => Dataset.FromArrays([[1, 2], [3]], [[1], [2]]), "Row 1 of inputs has 1 elements and row 0 has 2" },
        { () => Dataset.FromArrays([[1], null!], [[1], [2]]), "Row 1 of inputs has 0" },
        { () => Dataset.FromArrays([[]], [[1]]), "Row 0 of inputs has 0" },
        { () => Dataset.FromArrays([[1]], [[]]), "Row 0 of targets has 0" },
        { () => Dataset.FromArrays([1, 2, 3], [1], 2, 1), "inputs has 3 elements, which is not a multiple of 2" },
        { () => Dataset.FromArrays([1, 2], [1, 2, 3], 1, 1), "There are 2 inputs but 3 targets" },
        { () => Dataset.FromArrays([], [], 1, 1), "there are 0" },
        { () => Dataset.FromArrays([1], [1], 0, 1), "inputLength" },
        { () => Dataset.FromLabels([[1], [2]], [0], 2), "There are 2 inputs but 1 labels" },
        { () => Dataset.FromLabels([[1], [2]], [0, 2], 2), "Label 1 is 2; with 2 classes labels are 0 to 1" },
        { () => Dataset.FromLabels([[1]], [-1], 2), "Label 0 is -1" },
        { () => Dataset.FromLabels([1, 2, 3], [0, 1], 2), "3 elements can't be divided evenly among 2 labels" },
        { () => Dataset.FromLabels([1f], [0], 0), "classes" },
        { () => Dataset.FromLabels([1f], [0], int.MaxValue), "1 samples of 2,147,483,647 classes have 2,147,483,647 targets; a dataset holds at most 2,147,483,591" },
        { () => Dataset.FromLabels([[1], [2], [3]], [0, 1, 2], 1_000_000_000), "3 samples of 1,000,000,000 classes have 3,000,000,000 targets" },
        { () => Dataset.FromArrays(Enumerable.Repeat(new float[1_000_000], 3000).ToArray(), [[1]]), "The 3,000 rows of inputs have 1,000,000 elements each, 3,000,000,000 in all; a dataset holds at most 2,147,483,591" },
        { () => Numbered(3).Batches(0), "size" },
        { () => Numbered(3).Slice(1, 3), "3 samples from number 1 were requested; there are 3" },
        { () => Numbered(3).Slice(-1, 1), "from number -1" },
        { () => Numbered(3).Slice(int.MaxValue, int.MaxValue), "there are 3" },
        { () => Numbered(3).Take(0), "0 samples" },
        { () => Numbered(3).Input(3), "there are 3" },
        { () => Numbered(3).Split(0.1, 0), "A share of 0.1 of 3 samples leaves one part empty" },
        { () => Numbered(3).Split(1, 0), "leaves one part empty" },
        { () => Numbered(3).Split(double.NaN, 0), "leaves one part empty" },
        { () => Dataset.FromArrays([[1f]], [[1f]]).Normalize(Normalization.Of(Numbered(2))), "The input has 1 elements; the statistics are for inputs of 2" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_reported(Action action, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);
}
