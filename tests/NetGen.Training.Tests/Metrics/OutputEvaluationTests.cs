using NetGen.Data;

namespace NetGen.Training.Tests.Metrics;

/// <summary>Evaluations: by hand and by trainers, what they say, and what they reject.</summary>
public sealed class OutputEvaluationTests
{
    private static readonly NetworkOutput s_classes = new("output", 0, 3, Loss.CrossEntropy), s_labels = new("output", 0, 3, Loss.BinaryCrossEntropy, Activation: Activation.Sigmoid), s_numbers = new("output", 0, 2, Loss.MeanSquaredError);

    private static Dataset Labels(int count)
    {
        var random = new Random(3);
        float[][] points = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextSingle() - 0.5f, random.NextSingle() - 0.5f })];
        return Dataset.FromArrays(points, [.. points.Select(point => (float[])[point[0] > 0 ? 1 : 0, point[1] > 0 ? 1 : 0, point[0] > point[1] ? 1 : 0, point[0] + point[1] > 0.2f ? 1 : 0])]);
    }

    private static Dataset Numbers(int count)
    {
        var random = new Random(4);
        float[][] inputs = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() })];
        return Dataset.FromArrays(inputs, [.. inputs.Select(x => (float[])[x[0] + x[1], x[2] - 3 * x[0]])]);
    }

    private static double[] Figures(OutputEvaluation evaluation) =>
        [evaluation.Loss, evaluation.Accuracy, evaluation.HammingLoss, evaluation.MeanAbsoluteError, evaluation.MeanSquaredError, evaluation.RootMeanSquaredError, evaluation.R2,
         .. double.IsNaN(evaluation.Accuracy) ? [] : (double[])[evaluation.F1(), evaluation.Precision(Average.Weighted), evaluation.Recall(Average.Micro), evaluation.Auc(), evaluation.Auc(Average.Micro)]];

    private static void Check_threads_and_batches<TNetwork>(TNetwork network, Dataset data, Optimizer optimizer) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        double[][] figures = new double[3][];
        for (int threads = 1; threads <= 3; threads++)
        {
            using var trainer = new Trainer<TNetwork>(network, optimizer) { Threads = threads };
            figures[threads - 1] = Figures(trainer.Evaluate(data).Outputs.Values.Single());
        }
        Assert.Equal(figures[0], figures[1]);
        Assert.Equal(figures[0], figures[2]);

        float[] outputs = new float[data.Count * data.TargetLength];
        for (int i = 0; i < data.Count; i++)
            network.Forward(data.Input(i), outputs.AsSpan(i * data.TargetLength, data.TargetLength));
        OutputEvaluation byHand = OutputEvaluation.For<TNetwork>();
        foreach (int size in (int[])[1, 10, data.Count])
        {
            byHand.Reset();
            for (int start = 0; start < data.Count; start += size)
            {
                Range range = (start * data.TargetLength)..(Math.Min(start + size, data.Count) * data.TargetLength);
                byHand.Update(outputs.AsSpan()[range], data.Targets[range]);
            }
            // The loss is the network's own there, and computed from the outputs here.
            Assert.Equal(figures[0][1..], Figures(byHand)[1..]);
            Assert.Equal(data.Count, byHand.Count);
        }
    }

    [Fact]
    public void All_figures_have_the_same_bits_with_any_number_of_threads_and_in_batches_of_any_size()
    {
        Check_threads_and_batches(new Classifier(seed: 1), Datasets.Points(333), new Adam());
        Check_threads_and_batches(new Labeller(seed: 1), Labels(333), new Adam());
        Check_threads_and_batches(new Regressor(seed: 1), Numbers(333), new Adam());
    }

    [Fact]
    public void Each_output_of_several_has_figures_of_its_own()
    {
        Dataset points = Datasets.Points(70);
        float[][] inputs = [.. Enumerable.Range(0, 70).Select(i => points.Input(i).ToArray())];
        Dataset data = Dataset.FromArrays(inputs, [.. Enumerable.Range(0, 70).Select(i => (float[])[.. points.Target(i), inputs[i][0] * 2])]);
        var network = new TwoHeads(seed: 1);
        Evaluation evaluation = Evaluation.Of(network, data);
        OutputEvaluation kind = OutputEvaluation.For<TwoHeads>("kind"), size = OutputEvaluation.For<TwoHeads>("size");
        float[] output = new float[4];
        for (int i = 0; i < 70; i++)
        {
            network.Forward(data.Input(i), output);
            kind.Update(output.AsSpan(0, 3), data.Target(i)[..3]);
            size.Update(output.AsSpan(3), data.Target(i)[3..]);
        }
        Assert.Equal(Figures(kind), Figures(evaluation.Outputs["kind"]));
        Assert.Equal(Figures(size), Figures(evaluation.Outputs["size"]));
        Assert.InRange(evaluation.Outputs["kind"].F1(), 0.01, 1);
        Assert.Equal(kind.Loss + size.Loss, evaluation.Loss, 1e-5);
        Assert.All((double[])[evaluation.Accuracy, evaluation.HammingLoss, evaluation.MeanAbsoluteError, evaluation.MeanSquaredError, evaluation.RootMeanSquaredError, evaluation.R2], figure => Assert.Equal(double.NaN, figure));
        Assert.Contains("Outputs[\"kind\"]", Assert.Throws<InvalidOperationException>(() => evaluation.F1()).Message, StringComparison.Ordinal);
        Assert.Matches(@"^loss \S+ on 70 samples; kind: loss \S+, accuracy \S+ %; size: loss \S+, MAE \S+, R² \S+$", evaluation.ToString());
        Assert.Contains("kind, size", Assert.Throws<ArgumentException>(() => OutputEvaluation.For<TwoHeads>()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OutputEvaluation.For<TwoHeads>("other"));
    }

    [Fact]
    public void The_frames_that_count_are_samples()
    {
        OutputEvaluation evaluation = OutputEvaluation.For<FrameClassifier>();
        evaluation.Update([0, 1, 1, 0, 1, 0, 0, 1], [1, 0, 1, 0, 0, 1, 0, 1]);
        Assert.Equal(3, evaluation.Count);
        Assert.Equal(2 / 3.0, evaluation.Accuracy);
        Assert.Equal(0.75, evaluation.Auc());
    }

    [Fact]
    public void An_evaluation_says_what_fits_the_targets()
    {
        Assert.Matches(@"^loss \S+, accuracy \S+ % of 30 samples$", Evaluation.Of(new Classifier(seed: 1), Datasets.Points(30)).ToString());
        Assert.Matches(@"^loss \S+, MAE \S+, R² \S+ on 30 samples$", Evaluation.Of(new Regressor(seed: 1), Numbers(30)).ToString());
        Evaluation labels = Evaluation.Of(new Labeller(seed: 1), Labels(30));
        Assert.Matches(@"^loss \S+, subset accuracy \S+ %, Hamming loss \S+, macro F1 \S+ on 30 samples$", labels.ToString());
        Assert.Matches(@"\nMicro average .*\nMacro average .*\nWeighted average ", labels.PerClass.ToString());
        Assert.Equal(labels.Outputs["output"].Auc(Average.Weighted), labels.Auc(Average.Weighted));
    }

    [Fact]
    public void Logits_and_their_probabilities_have_the_same_area()
    {
        var random = new Random(2);
        var logits = new OutputEvaluation(s_classes);
        var probabilities = new OutputEvaluation(s_classes);
        for (int i = 0; i < 50; i++)
        {
            float[] row = [.. Enumerable.Range(0, 3).Select(_ => 4 * random.NextSingle() - 2)], target = new float[3];
            target[i % 3] = 1;
            logits.Update(row, target);
            double sum = row.Sum(value => Math.Exp(value));
            probabilities.Update([.. row.Select(value => (float)(Math.Exp(value) / sum))], target);
        }
        double area = logits.Auc();
        Assert.Equal(probabilities.Auc(), area, 1e-9);
        Assert.Equal(area, logits.Auc());
        Assert.NotEqual(logits.Auc(Average.Micro), area);
    }

    [Fact]
    public void An_area_that_is_not_defined_is_NaN()
    {
        var evaluation = new OutputEvaluation(s_labels);
        evaluation.Update([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f], [1, 0, 1, 0, 1, 1]);
        Assert.Equal(double.NaN, evaluation.Auc());
        evaluation.Update([0, 0, 0], [0, 0, 0]);
        Assert.Equal((0.5 + 1 + 1) / 3, evaluation.Auc());
        evaluation.Update([float.NaN, 0, 0], [0, 0, 0]);
        Assert.Equal(double.NaN, evaluation.Auc());
    }

    [Fact]
    public void Many_classes_are_counted_like_few()
    {
        const int Count = 300;
        var evaluation = new OutputEvaluation(new NetworkOutput("output", 0, Count, Loss.CrossEntropy)) { KeepsScores = false };
        for (int i = 0; i < 2 * Count; i++)
        {
            float[] output = new float[Count], target = new float[Count];
            output[i * 7 % Count] = target[i % Count] = 1;
            evaluation.Update(output, target);
        }
        Assert.Equal(6 * 2, Enumerable.Range(0, Count).Sum(label => evaluation.ConfusionMatrix[label, label]));
        Assert.Equal(2, evaluation.ConfusionMatrix[1, 7]);
        Assert.Equal(0.02, evaluation.Accuracy);
        Assert.Equal(evaluation.PerClass, evaluation.ConfusionMatrix.Report);
        Assert.Contains("KeepsScores", Assert.Throws<InvalidOperationException>(() => evaluation.Auc()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confusion_matrix_counts_labels()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Of([0, 1, 1, 2], [0, 1, 2, 2], classes: 3);
        Assert.Equal([1, 0, 0, 0, 1, 1, 0, 0, 1], Enumerable.Range(0, 9).Select(i => matrix[i / 3, i % 3]));
        Assert.Equal(new ClassScores(2, 0.5, 1, 2 / 3.0, 1), matrix.Report[2]);
        Assert.Contains("Sample 1 is of class 1 and predicted as 3", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([0, 1], [0, 3], 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([-1], [0], 3));
        Assert.Contains("2 actual and 1 predicted", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([0, 1], [0], 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of([], [], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of([], [], 46_341));
    }

    [Fact]
    public void Figures_that_do_not_fit_are_NaN_or_errors()
    {
        var numbers = new OutputEvaluation(s_numbers);
        Assert.Contains("no samples", Assert.Throws<InvalidOperationException>(() => numbers.F1()).Message, StringComparison.Ordinal);
        Assert.All(Figures(numbers), figure => Assert.Equal(double.NaN, figure));
        numbers.Update([1, 2], [0.5f, 2]);
        Assert.Equal((double.NaN, double.NaN, 0.25, double.NaN), (numbers.Accuracy, numbers.HammingLoss, numbers.MeanAbsoluteError, numbers.R2));
        Assert.Contains("neither classes", Assert.Throws<InvalidOperationException>(() => numbers.PerClass).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => numbers.ConfusionMatrices);
        Assert.Equal("output: loss 0.125, MAE 0.25", numbers.ToString());

        var labels = new OutputEvaluation(s_labels);
        labels.Update([1, 0, 1], [1, 0, 1]);
        Assert.Equal((1, double.NaN), (labels.Accuracy, labels.R2));
        Assert.Equal((false, true, false, false), (labels.HasClasses, labels.HasLabels, numbers.HasClasses, numbers.HasLabels));
        Assert.Throws<InvalidOperationException>(() => labels.TopK(1));
        Assert.Throws<InvalidOperationException>(() => labels.ConfusionMatrix);
        Assert.Contains("this output has 3 labels", Assert.Throws<ArgumentException>(() => labels.F1(Average.Binary)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => labels.Auc(Average.Binary));
        Assert.Throws<ArgumentOutOfRangeException>(() => labels.F1((Average)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => labels.PerClass[3]);
        labels.Update([1, 0, 1], [1, 0.5f, 1]);
        Assert.Equal(double.NaN, labels.Accuracy);
        Assert.Throws<InvalidOperationException>(() => labels.F1());
        labels.Reset();
        labels.Update([1, 0, 1], [1, 1, 1]);
        Assert.Equal((0, 1 / 3.0), (labels.Accuracy, labels.HammingLoss));

        Assert.Contains("3 elements of outputs and 6 of targets", Assert.Throws<ArgumentException>(() => labels.Update([1, 2, 3], new float[6])).Message, StringComparison.Ordinal);
        Assert.Contains("4 elements are not one or more samples of 3", Assert.Throws<ArgumentException>(() => labels.Update(new float[4], new float[4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => labels.Update([], []));
        Assert.Equal(1, labels.Count);
    }
}
