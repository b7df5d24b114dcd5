using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

public class EvaluationTests
{
    private sealed class FourClasses : IKind
    {
        public static int Length => 4;
        public static Loss Loss => Loss.CrossEntropy;
    }

    private sealed class FourSquares : IKind
    {
        public static int Length => 4;
        public static Loss Loss => Loss.MeanSquaredError;
    }

    private sealed class Probability : IKind
    {
        public static int Length => 1;
        public static Loss Loss => Loss.BinaryCrossEntropy;
    }

    private sealed class Margin : IKind
    {
        public static int Length => 1;
        public static Loss Loss => Loss.Hinge;
    }

    private static Evaluation Evaluate<TKind>(float[][] outputs, float[][] targets) where TKind : IKind =>
        Evaluation.Of(new IdentityNetwork<TKind>(), Dataset.FromArrays(outputs, targets));

    [Fact]
    public void Classes_are_the_largest_outputs()
    {
        Evaluation result = Evaluate<FourClasses>(
            [[5, 1, 2, 3], [1, 4, 2, 3], [0, 1, 2, 3], [3, 1, 2, 0]],
            [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]);
        Assert.Equal(4, result.Count);
        Assert.Equal(0.5, result.Accuracy);
        Assert.Equal([0.5, 0.75, 0.75, 1, 1], new[] { 1, 2, 3, 4, 9 }.Select(result.TopK));
        Assert.Equal(9 / 4.0, result.Loss, 1e-6);
        Assert.Equal("loss 2.25, accuracy 50.00 % of 4 samples", result.ToString());
    }

    [Fact]
    public void The_confusion_matrix_counts_actual_against_predicted()
    {
        ConfusionMatrix matrix = Evaluate<FourClasses>(
            [[5, 1, 2, 3], [1, 4, 2, 3], [0, 1, 2, 3], [3, 1, 2, 0], [0, 0, 0, 1]],
            [[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1]]).ConfusionMatrix;
        Assert.Equal(4, matrix.Classes);
        int[] counts = [.. from actual in Enumerable.Range(0, 4) from predicted in Enumerable.Range(0, 4) select matrix[actual, predicted]];
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1], counts);
        Assert.Equal(0.5, matrix.Recall(0));
        Assert.Equal(0.5, matrix.Precision(0));
        Assert.Equal(0.5, matrix.Precision(3));
        Assert.True(double.IsNaN(matrix.Recall(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[4, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, -1]);
        const string Expected = """
            Actual \ predicted  0  1  2  3  Recall
            ──────────────────────────────────────
                             0  1  1  0  0  50.0 %
                             1  0  0  0  0       –
                             2  0  0  0  1   0.0 %
                             3  1  0  0  1  50.0 %

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), matrix.ToString());
    }

    [Fact]
    public void Ties_go_to_the_first_class_and_NaN_ranks_highest()
    {
        float[] firstClass = [1, 0, 0, 0], second = [0, 1, 0, 0];
        Assert.Equal(1, Evaluate<FourClasses>([[2, 2, 2, 2]], [firstClass]).Accuracy);
        Evaluation tied = Evaluate<FourClasses>([[2, 2, 2, 2]], [second]);
        Assert.Equal((0, 1), (tied.TopK(1), tied.TopK(2)));
        Evaluation broken = Evaluate<FourClasses>([[1, 2, float.NaN, 5]], [second]);
        Assert.Equal((0, 0, 1), (broken.Accuracy, broken.TopK(2), broken.TopK(3)));
        Assert.Equal(1, broken.ConfusionMatrix[1, 2]);
    }

    [Fact]
    public void Accuracy_and_the_first_rank_are_the_same_for_any_outputs()
    {
        var random = new SeededRandom(6);
        float[][] outputs = [.. Enumerable.Range(0, 500).Select(_ => new float[] { random.NextInt32(3), random.NextInt32(3), random.NextInt32(3), random.NextInt32(3) })];
        float[][] targets = [.. outputs.Select(_ => { float[] t = new float[4]; t[random.NextInt32(4)] = 1; return t; })];
        Evaluation result = Evaluate<FourClasses>(outputs, targets);
        int diagonal = Enumerable.Range(0, 4).Sum(kind => result.ConfusionMatrix[kind, kind]);
        Assert.Equal(result.Accuracy, diagonal / 500.0);
        Assert.Equal(1, result.TopK(4));
        Assert.Equal(outputs.Average(o => (double)o[0]), result.Loss, 1e-6);
    }

    [Fact]
    public void One_output_is_classified_by_one_half_or_by_sign()
    {
        Evaluation probabilities = Evaluate<Probability>([[0.5f], [0.49f], [0.9f], [float.NaN]], [[1], [0], [0], [0]]);
        Assert.Equal(0.75, probabilities.Accuracy);
        Assert.Equal((2, 1, 1), (probabilities.ConfusionMatrix[0, 0], probabilities.ConfusionMatrix[0, 1], probabilities.ConfusionMatrix[1, 1]));
        Assert.Equal(1, probabilities.TopK(2));
        Assert.Equal(0.75, Evaluate<Margin>([[0.1f], [-0.1f], [3], [0]], [[1], [-1], [-1], [1]]).Accuracy);
    }

    [Fact]
    public void Soft_targets_count_as_classes_only_with_cross_entropy()
    {
        float[][] outputs = [[1, 0, 0, 0]], soft = [[0.7f, 0.1f, 0.1f, 0.1f]];
        Assert.Equal(1, Evaluate<FourClasses>(outputs, soft).Accuracy);
        Evaluation numbers = Evaluate<FourSquares>(outputs, soft);
        Assert.True(double.IsNaN(numbers.Accuracy));
        Assert.Equal("loss 1, MAE 0.15 on 1 samples", numbers.ToString());
        Assert.Throws<InvalidOperationException>(() => numbers.TopK(1));
        Assert.Throws<InvalidOperationException>(() => numbers.ConfusionMatrix);
        Assert.Equal(1, Evaluate<FourSquares>(outputs, [[1, 0, 0, 0]]).Accuracy);
        Assert.True(double.IsNaN(Evaluate<FourSquares>([[1, 0, 0, 0], [1, 0, 0, 0]], [[1, 0, 0, 0], [1, 0, 1, 0]]).Accuracy));
        Assert.True(double.IsNaN(Evaluate<Margin>([[1]], [[0]]).Accuracy));
    }

    [Fact]
    public void A_dataset_with_other_lengths_is_rejected()
    {
        var error = Assert.Throws<ArgumentException>(() => Evaluate<FourClasses>([[1, 2, 3]], [[1, 0, 0, 0]]));
        Assert.Contains("takes inputs of 4 elements; the dataset's have 3", error.Message);
        error = Assert.Throws<ArgumentException>(() => Evaluate<FourClasses>([[1, 2, 3, 4]], [[1, 0]]));
        Assert.Contains("has 4 outputs; the dataset's targets have 2 elements", error.Message);
    }

    [Fact]
    public void TopK_of_less_than_one_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate<FourClasses>([[1, 2, 3, 4]], [[1, 0, 0, 0]]).TopK(0));
}
