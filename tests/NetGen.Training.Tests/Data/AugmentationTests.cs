using NetGen.Data;
using static NetGen.Training.Tests.Data.SampleData;

namespace NetGen.Training.Tests.Data;

public class AugmentationTests
{
    /// <summary>One image of two channels, 3 × 4.</summary>
    private static readonly Dataset s_image = Dataset.FromArrays([[.. Enumerable.Range(1, 24).Select(i => (float)i)]], [[0f]]);

    private static float[] Gather(Dataset data, int[] samples, ulong seed, long step)
    {
        float[] inputs = new float[samples.Length * data.InputLength];
        data.Gather(samples, inputs, new float[samples.Length * data.TargetLength], seed, step);
        return inputs;
    }

    [Fact]
    public void A_shift_moves_all_channels_by_the_same_whole_pixels()
    {
        Dataset shifted = s_image.WithAugmentation(2, 3, 4, Augmentation.Shift(5));
        var seen = new HashSet<(int, int)>();
        for (int step = 0; step < 3000; step++)
        {
            float[] image = Gather(shifted, [0], 1, step);
            (int Down, int Right)[] fitting = [.. from down in Enumerable.Range(-5, 11) from right in Enumerable.Range(-5, 11) where image.SequenceEqual(Shifted(down, right)) select (down, right)];
            Assert.NotEmpty(fitting);
            if (fitting.Length == 1)
                seen.Add(fitting[0]);
        }
        // All that leave a pixel inside: −2 … 2 rows and −3 … 3 columns.
        Assert.Equal(5 * 7, seen.Count);

        static float[] Shifted(int down, int right)
        {
            float[] image = new float[24];
            for (int i = 0; i < 24; i++)
            {
                (int channel, int row, int column) = (i / 12, i / 4 % 3 - down, i % 4 - right);
                image[i] = row is >= 0 and < 3 && column is >= 0 and < 4 ? 1 + channel * 12 + row * 4 + column : 0;
            }
            return image;
        }
    }

    [Fact]
    public void A_rotation_interpolates_around_the_middle()
    {
        float[] plane = [.. Enumerable.Range(0, 81).Select(i => (float)(i / 9 + 10 * (i % 9)))];
        Dataset rotated = Dataset.FromArrays([plane], [[0f]]).WithAugmentation(1, 9, 9, Augmentation.Rotate(30));
        var angles = new HashSet<float>();
        for (int step = 0; step < 50; step++)
        {
            float[] image = Gather(rotated, [0], 7, step);
            // A plane stays a plane inside, with its gradient rotated by no more than 30 degrees, of the same length.
            Assert.Equal(plane[40], image[40], 1e-4);
            (double down, double right) = (image[49] - image[40], image[41] - image[40]);
            Assert.Equal(101, down * down + right * right, 0.01);
            double cosine = (down * 1 + right * 10) / 101;
            Assert.True(cosine >= Math.Cos(Math.PI / 6) - 1e-6, $"The cosine is {cosine}.");
            Assert.Equal(4 * (down + right), 2 * (image[60] - image[40]), 1e-3);
            angles.Add(image[41]);
        }
        Assert.True(angles.Count > 45);
    }

    [Fact]
    public void What_a_rotation_brings_in_from_outside_is_0()
    {
        Dataset ones = Dataset.FromArrays([[.. Enumerable.Repeat(1f, 49)]], [[0f]]).WithAugmentation(1, 7, 7, Augmentation.Rotate(180));
        float[] least = [.. Enumerable.Repeat(1f, 49)];
        for (int step = 0; step < 40; step++)
            least = [.. Gather(ones, [0], 7, step).Zip(least, Math.Min)];
        Assert.Equal(0, least[0]);
        Assert.Equal(1, least[24], 1e-6);
    }

    [Fact]
    public void Noise_has_the_deviation()
    {
        Dataset zeros = Dataset.FromArrays([new float[10_000]], [[0f]]).WithAugmentation(Augmentation.Noise(0.5));
        float[] noise = Gather(zeros, [0], 1, 1);
        Assert.Equal(0, noise.Average(), 0.02);
        Assert.Equal(0.25, noise.Average(value => value * value), 0.02);
    }

    [Fact]
    public void Changes_apply_in_order()
    {
        Augmentation add = Augmentation.Custom((input, _) => input[0] += 1), multiply = Augmentation.Custom((input, _) => input[0] *= 3);
        Assert.Equal([6, 2], Gather(Dataset.FromArrays([[1, 2]], [[0f]]).WithAugmentation(add.Then(multiply)), [0], 0, 0));
        Assert.Equal([4, 2], Gather(Dataset.FromArrays([[1, 2]], [[0f]]).WithAugmentation(multiply.Then(add)), [0], 0, 0));
    }

    [Fact]
    public void Draws_depend_on_seed_step_and_sample_alone()
    {
        Dataset noisy = Numbered(5).WithAugmentation(Augmentation.Noise(1));
        float[] all = Gather(noisy, [0, 1, 2, 3, 4], 3, 8);
        Assert.Equal(Bits([.. all[6..8], .. all[2..4]]), Bits(Gather(noisy, [3, 1], 3, 8)));
        Assert.NotEqual(all, Gather(noisy, [0, 1, 2, 3, 4], 3, 9));
        Assert.NotEqual(all, Gather(noisy, [0, 1, 2, 3, 4], 4, 8));
        Assert.NotEqual(all[0], all[2] - 10, 1e-3);
    }

    [Fact]
    public void The_bits_of_an_augmented_image_stay()
    {
        Dataset digits = s_image.WithAugmentation(2, 3, 4, Augmentation.Shift(1).Then(Augmentation.Rotate(20)).Then(Augmentation.Noise(0.1)));
        ulong hash = 14695981039346656037;
        for (int step = 0; step < 20; step++)
            foreach (int bits in Bits(Gather(digits, [0], 11, step)))
                hash = (hash ^ (uint)bits) * 1099511628211;
        Assert.Equal(658263729966981187UL, hash);
    }

    [Fact]
    public void Gathering_allocates_nothing()
    {
        Dataset data = s_image.WithAugmentation(2, 3, 4, Augmentation.Shift(1).Then(Augmentation.Rotate(20)).Then(Augmentation.Noise(0.1)));
        float[] inputs = new float[24], targets = new float[1];
        data.Gather([0], inputs, targets, 1, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        data.Gather([0], inputs, targets, 1, 2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)]
    public void Training_is_the_same_with_any_number_of_threads_and_when_it_continues(int batch)
    {
        Dataset data = Points(300, 1).WithAugmentation(Augmentation.Noise(0.3));
        float[] Train(Dataset data, int threads, params int[] epochs)
        {
            var network = new Classifier(seed: 1);
            using var trainer = new Trainer<Classifier>(network, new Adam()) { BatchSize = batch, Seed = 2, Threads = threads, ThreadingThreshold = 0 };
            foreach (int count in epochs)
                trainer.Fit(data, count);
            return network.Parameters.Values.ToArray();
        }
        int[] one = Bits(Train(data, 1, 4));
        Assert.Equal(one, Bits(Train(data, 2, 4)));
        Assert.Equal(one, Bits(Train(data, 3, 4)));
        Assert.Equal(one, Bits(Train(data, 1, 1, 3)));
        Assert.NotEqual(one, Bits(Train(Points(300, 1), 1, 4)));
    }

    [Fact]
    public void A_checkpoint_continues_the_random_changes()
    {
        using var folder = new TemporaryFolder();
        Dataset data = Points(100, 1).WithAugmentation(Augmentation.Noise(0.3));
        using Trainer<Classifier> whole = Create(), first = Create(), second = Create();
        whole.Fit(data, 4);
        first.Fit(data, 2);
        first.SaveCheckpoint(folder["half"]);
        second.LoadCheckpoint(folder["half"]);
        second.Fit(data, 4);
        Assert.Equal(Bits(whole.Network.Parameters.Values), Bits(second.Network.Parameters.Values));

        static Trainer<Classifier> Create() => new(new Classifier(seed: 1), new Adam()) { Seed = 2 };
    }

    [Fact]
    public void Evaluation_sees_the_inputs_as_they_are()
    {
        Dataset data = Points(100, 1), noisy = data.WithAugmentation(Augmentation.Noise(5));
        Assert.Equal(Bits(data.Inputs), Bits(noisy.Inputs));
        using var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Sgd());
        Assert.Equal(trainer.Evaluate(data).Loss, trainer.Evaluate(noisy).Loss);
    }

    [Fact]
    public void Shapes_and_ranges_are_checked()
    {
        Assert.Contains("Images of 1 × 3 × 4 have 12 elements; the dataset's inputs have 24", Assert.Throws<ArgumentException>(() => s_image.WithAugmentation(1, 3, 4, Augmentation.Shift(1))).Message);
        Assert.Contains("channels, height and width", Assert.Throws<ArgumentException>(() => s_image.WithAugmentation(Augmentation.Noise(1).Then(Augmentation.Rotate(1)))).Message);
        Assert.Contains("call WithAugmentation after the map", Assert.Throws<InvalidOperationException>(() => s_image.WithAugmentation(2, 3, 4, Augmentation.Shift(1)).MapInputs(12, (from, to) => from[..12].CopyTo(to))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.Shift(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.Rotate(181));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.Rotate(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.Noise(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.Noise(double.PositiveInfinity));
    }

    [Fact]
    public void Indices_can_not_be_augmented()
    {
        Dataset words = Dataset.FromArrays([[1f, 2f, 0f]], [[0f, 1f]]);
        using var trainer = new Trainer<WordReader>(new WordReader(seed: 1), new Sgd());
        trainer.Fit(words, 1);
        Assert.Contains("takes indices, which an augmentation would change", Assert.Throws<ArgumentException>(() => trainer.Fit(words.WithAugmentation(Augmentation.Noise(1)), 1)).Message);
    }
}

/// <summary>Reads three words of a vocabulary of four.</summary>
[Network(3, Loss = Loss.CrossEntropy)]
[Embedding(4, 2)]
[Flatten]
[Dense(2, Activation.Softmax)]
public sealed partial class WordReader;
