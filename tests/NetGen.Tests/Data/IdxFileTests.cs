using NetGen.Data;
using static NetGen.Tests.Data.IdxFiles;

namespace NetGen.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-idx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_compressed_files_give_the_same_data(bool compressed)
    {
        byte[] file = Idx([2, 3], 1, 2, 3, 4, 5, 255);
        IdxData data = IdxFile.Read(Write("some-file", compressed ? Gzip(file) : file));
        Assert.Equal([2, 3], data.Dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 255], data.Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_non_seekable_stream_is_read_from_its_current_position(bool compressed)
    {
        byte[] file = Idx([2], 7, 8);
        using var stream = new NonSeekableStream(compressed ? Gzip(file) : file);
        Assert.Equal([7, 8], IdxFile.Read(stream).Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_endless_stream_costs_no_more_memory_than_its_dimensions_state(bool compressed)
    {
        byte[] start = Idx([1_000_000]), zeros = new byte[1 << 20];
        Stream endless = new EndlessStream(compressed ? Gzip([.. start, .. Enumerable.Repeat(zeros, 200).SelectMany(bytes => bytes)]) : start);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("continues after the 1,000,000 bytes", Assert.Throws<InvalidDataException>(() => IdxFile.Read(endless)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void A_file_larger_than_the_initial_allocation_is_read_completely()
    {
        byte[] bytes = new byte[3_000_001];
        new Random(1).NextBytes(bytes);
        Assert.Equal(bytes, IdxFile.Read(new MemoryStream(Idx([bytes.Length], bytes))).Bytes);
    }

    [Fact]
    public void A_dataset_has_pixels_from_0_to_1_and_one_hot_targets()
    {
        Dataset data = IdxFile.ReadDataset(Write("images", Idx([2, 1, 2], 0, 255, 51, 102)), Write("labels", Gzip(Idx([2], 2, 0))), classes: 3);
        Assert.Equal((2, 2, 3), (data.Count, data.InputLength, data.TargetLength));
        Assert.Equal([0, 1, 0.2f, 0.4f], data.Inputs.ToArray());
        Assert.Equal([0, 0, 1, 1, 0, 0], data.Targets.ToArray());
    }

    [Fact]
    public void All_256_labels_can_be_classes()
    {
        Dataset data = IdxFile.ReadDataset(Write("images", Idx([1, 1], 9)), Write("labels", Idx([1], 255)), classes: 300);
        Assert.Equal(1, data.Targets[255]);
        Assert.Throws<InvalidDataException>(() => IdxFile.ReadDataset(Write("images", Idx([1, 1], 9)), Write("labels", Idx([1], 255)), classes: 255));
    }

    public static TheoryData<byte[], string> Damaged() => new()
    {
        { [], "is only 0 bytes long" },
        { [0, 0, 8], "is only 3 bytes long" },
        { [1, 0, 8, 1, 0, 0, 0, 0], "is not an IDX file: it begins with the bytes 01 00" },
        { [0, 0, 0x0D, 1, 0, 0, 0, 0], "type 0D; only unsigned bytes" },
        { [0, 0, 8, 0], "has no dimensions" },
        { [0, 0, 8, 2, 0, 0, 0, 1], "ends within its 2 dimensions" },
        { Idx([2, 3], 1, 2, 3, 4, 5), "is cut short: its dimensions, 2 × 3, give 6 bytes, and there are 5" },
        { Idx([2, 3], 1, 2, 3, 4, 5, 6, 7), "continues after the 6 bytes" },
        { Idx([-1], 1), "dimension 0 as 4,294,967,295" },
        { Idx([2_000_000_000, 2_000_000_000, 2_000_000_000], 1), "at most" },
        { Idx([2_000_000_000], 1, 2), "give 2,000,000,000 bytes, and there are 2" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damaged_files_are_rejected_by_name(byte[] file, string message)
    {
        foreach (byte[] bytes in new[] { file, Gzip(file) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(Write("damaged.idx", bytes)));
            Assert.StartsWith("damaged.idx ", error.Message);
            Assert.Contains(message, error.Message);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20, "a wrong header must not cost memory");
        }
    }

    [Fact]
    public void Damaged_gzip_is_rejected_by_name()
    {
        byte[] compressed = Gzip(Idx([1000], [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i))]));
        byte[] broken = [.. compressed];
        broken.AsSpan(20, 40).Fill(0xFF);
        Assert.StartsWith("broken.gz begins as a gzip file but can't be decompressed", Assert.Throws<InvalidDataException>(() => IdxFile.Read(Write("broken.gz", broken))).Message);
        Assert.StartsWith("short.gz ", Assert.Throws<InvalidDataException>(() => IdxFile.Read(Write("short.gz", compressed[..^(compressed.Length / 3)]))).Message);
    }

    [Theory]
    [InlineData(new[] { 2, 2 }, new[] { 3 }, "images has 2 images but labels has 3 labels")]
    [InlineData(new[] { 2 }, new[] { 2 }, "images has 1 dimension")]
    [InlineData(new[] { 2, 2 }, new[] { 2, 2 }, "labels has 2 dimensions")]
    [InlineData(new[] { 0, 2 }, new[] { 0 }, "images holds no pixels")]
    [InlineData(new[] { 2, 0 }, new[] { 2 }, "images holds no pixels")]
    public void Mismatched_files_are_rejected(int[] images, int[] labels, string message)
    {
        byte[] Zeros(int[] dimensions) => new byte[dimensions.Aggregate(1, (product, extent) => product * extent)];
        string first = Write("images", Idx(images, Zeros(images))), second = Write("labels", Idx(labels, Zeros(labels)));
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => IdxFile.ReadDataset(first, second, 2)).Message);
    }

    [Fact]
    public void A_label_out_of_range_is_rejected_with_its_index()
    {
        string images = Write("images", Idx([3, 1], 1, 2, 3)), labels = Write("labels", Idx([3], 0, 9, 10));
        Assert.Equal("Label 2 of labels is 10; with 10 classes labels are 0 to 9.", Assert.Throws<InvalidDataException>(() => IdxFile.ReadDataset(images, labels, 10)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => IdxFile.ReadDataset(images, labels, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => IdxFile.ReadDataset(images, labels, int.MaxValue));
    }

    private string Write(string name, byte[] data)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, data);
        return path;
    }

    /// <summary>The given bytes followed by endless zeros.</summary>
    private sealed class EndlessStream(byte[] data) : NonSeekableStream(data)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (base.Read(buffer, offset, count) is > 0 and int read)
                return read;
            buffer.AsSpan(offset, count).Clear();
            return count;
        }
    }

    private class NonSeekableStream(byte[] data) : MemoryStream(data)
    {
        public override bool CanSeek => false;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    }
}
