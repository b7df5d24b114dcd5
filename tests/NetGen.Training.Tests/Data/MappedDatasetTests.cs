using System.Buffers.Binary;
using NetGen.Data;
using static NetGen.Training.Tests.Data.SampleData;

namespace NetGen.Training.Tests.Data;

public sealed class MappedDatasetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-mapped-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private MappedDataset Mapped(Dataset data)
    {
        string path = PathOf($"{Guid.NewGuid():N}.f32");
        data.SaveBinary(path);
        return MappedDataset.Open(path, data.InputLength, data.TargetLength);
    }

    [Fact]
    public void A_file_has_each_input_followed_by_its_target()
    {
        Numbered(2).SaveBinary(PathOf("data"));
        byte[] bytes = File.ReadAllBytes(PathOf("data"));
        Assert.Equal([0, 1, 0, 10, 11, 1], Enumerable.Range(0, 6).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i))));
        Assert.Equal(24, bytes.Length);
        using var stream = new MemoryStream();
        Numbered(2).SaveBinary(stream);
        Assert.Equal(bytes, stream.ToArray());
    }

    [Fact]
    public void Samples_are_those_of_the_dataset_in_memory()
    {
        Dataset data = Points(1000, 1);
        using MappedDataset mapped = Mapped(data);
        Assert.Equal((1000, 2, 3), (mapped.Count, mapped.InputLength, mapped.TargetLength));
        AssertSame(data, mapped);
        AssertSame(data.Slice(10, 100).Take(50), mapped.Slice(10, 100).Take(50));
        AssertSame(data.Shuffle(3).Slice(5, 60).Shuffle(4), mapped.Shuffle(3).Slice(5, 60).Shuffle(4));
        AssertSame(data.Split(0.3, 1).Second, mapped.Split(0.3, 1).Second);
        AssertSame(data.StratifiedKFold(3, 1).Last().Train, mapped.StratifiedKFold(3, 1).Last().Train);
        AssertSame(data.SmoothLabels(0.1), mapped.SmoothLabels(0.1));
        AssertSame(data.NormalizeInputs(out Normalization statistics), mapped.NormalizeInputs(statistics));
        AssertSame(data.NormalizeInputs(out _).MapTargets(1, (from, to) => to[0] = from[2]), mapped.NormalizeInputs(out _).MapTargets(1, (from, to) => to[0] = from[2]));
        AssertSame(data.Concat(data.Take(3)), mapped.Concat(data.Take(3)));
        Assert.Equal(data.WithBalancedClassWeights().Shuffle(1).Weights.ToArray(), mapped.WithBalancedClassWeights().Shuffle(1).Weights.ToArray());
        Assert.Equal(data[7, 20].Inputs.ToArray(), mapped[7, 20].Inputs.ToArray());
    }

    private static void AssertSame(Dataset expected, Dataset actual)
    {
        Assert.Equal((expected.Count, expected.InputLength, expected.TargetLength), (actual.Count, actual.InputLength, actual.TargetLength));
        List<float> inputs = [], targets = [];
        foreach (Batch batch in actual.Batches(7))
        {
            inputs.AddRange(batch.Inputs);
            targets.AddRange(batch.Targets);
        }
        Assert.Equal(Bits(expected.Inputs), Bits([.. inputs]));
        Assert.Equal(Bits(expected.Targets), Bits([.. targets]));
        for (int i = 0; i < expected.Count; i += 13)
        {
            Assert.Equal(expected.Input(i).ToArray(), actual.Input(i).ToArray());
            Assert.Equal(expected.Target(i).ToArray(), actual.Target(i).ToArray());
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(100, 2)]
    public void Training_and_evaluation_have_the_bits_of_those_in_memory(int batch, int threads)
    {
        Dataset data = Points(500, 1);
        using MappedDataset mapped = Mapped(data);
        string Train(Dataset train)
        {
            var network = new Classifier(seed: 1);
            using var trainer = new Trainer<Classifier>(network, new Adam()) { BatchSize = batch, Seed = 2, Threads = threads, ThreadingThreshold = 0 };
            double loss = trainer.Fit(train, 3, validation: train.Slice(1, 99)).Epochs[^1].ValidationLoss;
            return $"{loss:r} {trainer.Evaluate(train).Loss:r} {string.Join(' ', Bits(network.Parameters.Values))}";
        }
        Assert.Equal(Train(data), Train(mapped));
        Assert.Equal(Train(data.NormalizeInputs(out _)), Train(mapped.NormalizeInputs(out _)));
    }

    [Fact]
    public void Steps_and_blocks_allocate_no_more_than_in_memory()
    {
        MoreThanInMemory(64); // What only the first training in a process allocates.
        Assert.Equal(MoreThanInMemory(64), MoreThanInMemory(1280));

        long MoreThanInMemory(int samples)
        {
            Dataset data = Points(samples, 1);
            using MappedDataset mapped = Mapped(data);
            return One(mapped.NormalizeInputs(new Normalization([0, 0], [1, 1])).Shuffle(1)) - One(data);
        }

        static long One(Dataset train)
        {
            using var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { BatchSize = 64 };
            trainer.Fit(train, 1, validation: train);
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Fit(train, 1, validation: train);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void What_fits_in_memory_can_be_copied_there()
    {
        Dataset data = Numbered(20).WithWeights([.. Enumerable.Range(0, 20)]);
        using MappedDataset mapped = Mapped(data);
        Dataset copied = mapped.WithWeights(data.Weights).Shuffle(2).Take(7).ToMemory();
        Assert.Equal(data.Shuffle(2).Take(7).Inputs.ToArray(), copied.Inputs.ToArray());
        Assert.Equal(copied.Targets.ToArray(), copied.Weights.ToArray());
        Assert.Same(data, data.ToMemory());
    }

    [Fact]
    public void There_is_no_span_of_all_samples()
    {
        using MappedDataset mapped = Mapped(Numbered(3));
        Assert.Contains("are read from a file", Assert.Throws<InvalidOperationException>(() => mapped.Inputs.Length).Message);
        Assert.Throws<InvalidOperationException>(() => mapped.Shuffle(1).Targets.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => mapped[2, 2].Count);
    }

    [Fact]
    public void Disposing_closes_the_file_for_all_that_were_made_from_it()
    {
        MappedDataset mapped = Mapped(Numbered(3));
        Dataset slice = mapped.Slice(1, 2);
        mapped.Dispose();
        mapped.Dispose();
        Assert.Contains("has been disposed", Assert.Throws<ObjectDisposedException>(() => slice.Input(0)[0]).Message);
    }

    [Theory]
    [InlineData(0, "data.f32 is empty")]
    [InlineData(11, "data.f32 has 11 bytes, which is no multiple of 12")]
    [InlineData(25, "data.f32 has 25 bytes, which is no multiple of 12")]
    public void Files_that_are_cut_short_are_rejected(int bytes, string message)
    {
        File.WriteAllBytes(PathOf("data.f32"), new byte[bytes]);
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => MappedDataset.Open(PathOf("data.f32"), 2, 1)).Message);
    }

    [Fact]
    public void Folders_and_missing_files_are_rejected()
    {
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => MappedDataset.Open(_folder.FullName, 2, 1)).Message);
        Assert.ThrowsAny<IOException>(() => MappedDataset.Open(PathOf("none"), 2, 1));
    }

    [Fact]
    public void Indices_in_a_file_are_checked_before_training()
    {
        using MappedDataset mapped = Mapped(Dataset.FromArrays([[0f, 1f, 2f], [1f, 3f, 4f]], [[1f, 0f], [0f, 1f]]));
        using var trainer = new Trainer<WordReader>(new WordReader(seed: 1), new Sgd());
        Assert.Contains("train.Input(1)[2] is 4", Assert.Throws<ArgumentException>(() => trainer.Fit(mapped, 1)).Message);
        trainer.Fit(mapped.Take(1), 1);
    }

    [Fact]
    public void A_file_may_have_more_elements_than_an_array()
    {
        // 9 GB of zeros, of which the file system stores only what is written: two samples.
        const int Inputs = 1_000_000, Samples = 2250;
        const long Row = 4L * (Inputs + 1);
        string path = PathOf("sparse.f32");
        byte[] one = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(one, 1);
        using (FileStream file = File.Create(path))
        {
            try
            {
                file.SetLength(Row * Samples);
            }
            catch (IOException)
            {
                return; // The file system has no sparse files, or not such large ones.
            }
            file.Position = Row * 2200;
            file.Write(one);
            file.Position = Row * Samples - 4;
            file.Write(one);
        }
        using MappedDataset mapped = MappedDataset.Open(path, Inputs, 1);
        Assert.Equal(Samples, mapped.Count);
        Assert.True((long)mapped.Count * mapped.InputLength > int.MaxValue);
        Assert.Equal(1, mapped.Input(2200)[0]);
        Assert.Equal(0, mapped.Input(2199)[0]);
        Assert.Equal(1, mapped.Target(Samples - 1)[0]);
        float first = 0, target = 0;
        foreach (Batch batch in mapped.Slice(2190, 60).Shuffle(1).Batches(7))
            for (int i = 0; i < batch.Count; i++)
                (first, target) = (first + batch.Inputs[i * Inputs], target + batch.Targets[i]);
        Assert.Equal((1, 1), (first, target));
    }
}
