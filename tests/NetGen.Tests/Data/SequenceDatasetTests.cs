using NetGen.Data;

namespace NetGen.Tests.Data;

public class SequenceDatasetTests
{
    [Fact]
    public void Pieces_follow_each_other_and_may_overlap()
    {
        float[] inputs = [.. Enumerable.Range(0, 11).Select(i => (float)i)], targets = [.. inputs.Select(x => -x)];
        Dataset apart = SequenceDataset.FromStream(inputs, targets, 4), overlapping = SequenceDataset.FromStream(inputs, targets, 4, overlap: 1);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], apart.Inputs.ToArray());
        Assert.Equal([0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9], overlapping.Inputs.ToArray());
        Assert.Equal([.. overlapping.Inputs.ToArray().Select(x => -x)], overlapping.Targets.ToArray());
        Assert.Equal((2, 4, 4), (apart.Count, apart.InputLength, apart.TargetLength));
    }

    [Fact]
    public void Frames_may_have_several_elements()
    {
        Dataset data = SequenceDataset.FromStream([1, 2, 3, 4, 5, 6], [10, 20, 30], 2, 1, 2, 1);
        Assert.Equal([1, 2, 3, 4, 3, 4, 5, 6], data.Inputs.ToArray());
        Assert.Equal([10, 20, 20, 30], data.Targets.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        float[] five = new float[5];
        Assert.StartsWith("The stream has 5 frames, fewer than a piece of 6.", Assert.Throws<ArgumentException>(() => SequenceDataset.FromStream(five, five, 6)).Message);
        Assert.StartsWith("There are 5 frames but targets of 4.", Assert.Throws<ArgumentException>(() => SequenceDataset.FromStream(five, new float[4], 2)).Message);
        Assert.StartsWith("inputs has 5 elements, which is not a multiple of 2", Assert.Throws<ArgumentException>(() => SequenceDataset.FromStream(five, five, 2, 0, 2, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceDataset.FromStream(five, five, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceDataset.FromStream(five, five, 2, overlap: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceDataset.FromStream(five, five, 2, overlap: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceDataset.FromStream(five, five, 2, 0, 0, 1));
        Assert.Throws<ArgumentNullException>(() => SequenceDataset.FromStream(null!, five, 2));
    }
}
