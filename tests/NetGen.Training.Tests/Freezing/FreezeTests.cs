using NetGen.Data;

namespace NetGen.Training.Tests.Freezing;

public class FreezeTests
{
    public static TheoryData<string> Optimizers => ["sgd", "momentum", "rmsprop", "adagrad", "adam", "adamw"];

    [Fact]
    public void Gradients_of_frozen_layers_are_zero_and_the_others_keep_their_bits()
    {
        var network = new Classifier(1);
        Dataset data = Datasets.Points(70);
        Workspace workspace = Classifier.CreateWorkspace(70);
        float loss = network.ComputeGradients(data.Inputs, data.Targets, workspace);
        Dictionary<string, float[]> gradients = Tensors(workspace.Gradients);
        network.Freeze("hidden");
        Assert.Equal(["hidden"], network.Parameters.FrozenLayers);
        Assert.True(network.Parameters.IsFrozen("hidden"));
        Assert.False(network.Parameters.IsFrozen("dense2"));
        Assert.Equal(loss, network.ComputeGradients(data.Inputs, data.Targets, workspace));
        foreach ((string name, float[] values) in Tensors(workspace.Gradients))
            Assert.Equal(name.StartsWith("hidden.", StringComparison.Ordinal) ? new float[values.Length] : gradients[name], values);
        network.Unfreeze("hidden");
        Assert.Empty(network.Parameters.FrozenLayers);
        network.ComputeGradients(data.Inputs, data.Targets, workspace);
        Assert.Equivalent(gradients, Tensors(workspace.Gradients));
    }

    [Fact]
    public void Where_all_layers_are_frozen_there_is_a_loss_and_no_gradient()
    {
        var network = new LargeClassifier(1);
        (float[] inputs, float[] targets) = Samples<LargeClassifier>(33);
        Workspace workspace = LargeClassifier.CreateWorkspace(33);
        float loss = network.ComputeLoss(inputs, targets, new float[targets.Length], workspace);
        network.Freeze("first", "second", "last");
        Assert.Equal(loss, network.ComputeGradients(inputs, targets, workspace));
        Assert.All(workspace.Gradients.Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(0, workspace.Gradients.ClipNorm(1));
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void No_optimizer_moves_frozen_parameters_or_their_state(string optimizer)
    {
        var network = new TwoHeads(2);
        (float[] inputs, float[] targets) = Samples<TwoHeads>(20);
        Workspace workspace = TwoHeads.CreateWorkspace(20);
        Optimizer stepping = Create(optimizer);
        network.ComputeGradients(inputs, targets, workspace);
        stepping.Step(network.Parameters, workspace.Gradients);
        network.Freeze("trunk1", "head");
        Dictionary<string, float[]> before = Tensors(network.Parameters);
        Dictionary<string, Dictionary<string, float[]>> state = stepping.State.ToDictionary(pair => pair.Key, pair => Tensors(pair.Value));
        for (int step = 0; step < 3; step++)
        {
            network.ComputeGradients(inputs, targets, workspace);
            // Whatever the gradients are.
            workspace.Gradients.CopyFrom("head.bias", [1f, 2f, 3f]);
            stepping.Step(network.Parameters, workspace.Gradients);
        }
        foreach ((string name, float[] values) in Tensors(network.Parameters))
            if (!name.Contains("running", StringComparison.Ordinal))
            {
                Assert.Equal(IsFrozen(name), before[name].SequenceEqual(values));
                foreach ((string key, ParameterBlock block) in stepping.State)
                    Assert.Equal(IsFrozen(name), state[key][name].SequenceEqual(Tensors(block)[name]));
            }

        static bool IsFrozen(string name) => name.StartsWith("trunk1.", StringComparison.Ordinal) || name.StartsWith("head.", StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_that_are_stored_side_by_side_are_frozen_one_by_one()
    {
        (float[] inputs, float[] targets) = Samples<TwoHeads>(20);
        Workspace workspace = TwoHeads.CreateWorkspace(20);
        TwoHeads whole = new(3), frozen = new(3);
        frozen.Freeze("value");
        Dictionary<string, float[]> before = Tensors(frozen.Parameters);
        whole.Descend(inputs, targets, workspace, 0.1);
        frozen.Descend(inputs, targets, workspace, 0.1);
        foreach ((string name, float[] values) in Tensors(whole.Parameters))
            Assert.Equal(name.StartsWith("value.", StringComparison.Ordinal) ? before[name] : values, Tensors(frozen.Parameters)[name]);
    }

    [Fact]
    public void A_frozen_batch_normalisation_still_updates_its_running_statistics()
    {
        (float[] inputs, float[] targets) = Samples<TwoHeads>(20);
        Workspace workspace = TwoHeads.CreateWorkspace(20);
        TwoHeads whole = new(3), frozen = new(3);
        frozen.Freeze("trunk1");
        whole.ComputeGradients(inputs, targets, workspace);
        frozen.ComputeGradients(inputs, targets, workspace);
        Assert.NotEqual(new TwoHeads(3).Parameters.Statistics.ToArray(), frozen.Parameters.Statistics.ToArray());
        Assert.Equal(whole.Parameters.Statistics.ToArray(), frozen.Parameters.Statistics.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_trainer_moves_the_other_layers_alone(int threads)
    {
        (float[] inputs, float[] targets) = Samples<LargeClassifier>(100);
        Dataset data = Dataset.FromArrays(inputs, targets, LargeClassifier.InputLength, LargeClassifier.OutputLength);
        float[] expected = Fit(1, null), actual = Fit(threads, null), regularized = Fit(threads, [Regularizer.L2(0.1), Regularizer.MaxNorm(0.01)]);
        Assert.Equal(expected, actual);
        Assert.NotEqual(expected, regularized);

        float[] Fit(int threads, Regularizer[]? regularizers)
        {
            var network = new LargeClassifier(4);
            network.Freeze("first", "last");
            Dictionary<string, float[]> before = Tensors(network.Parameters);
            using var trainer = new Trainer<LargeClassifier>(network, new AdamW { WeightDecay = 0.1 }) { BatchSize = 40, Threads = threads, ThreadingThreshold = 0, Regularizers = regularizers ?? [] };
            trainer.Fit(data, 2);
            foreach ((string name, float[] values) in Tensors(network.Parameters))
                Assert.Equal(!name.StartsWith("second.", StringComparison.Ordinal), before[name].SequenceEqual(values));
            return network.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Layers_are_frozen_and_trained_again_between_epochs()
    {
        Dataset data = Datasets.Points(70);
        var network = new Classifier(5);
        var trainer = new Trainer<Classifier>(network, new Adam { LearningRate = 0.01 }) { BatchSize = 16 };
        network.Freeze("hidden");
        Dictionary<string, float[]> before = Tensors(network.Parameters);
        trainer.Fit(data, 2);
        Assert.Equal(before["hidden.weight"], Tensors(network.Parameters)["hidden.weight"]);
        Assert.NotEqual(before["dense2.weight"], Tensors(network.Parameters)["dense2.weight"]);
        network.Unfreeze("hidden");
        trainer.Fit(data, 1);
        Assert.NotEqual(before["hidden.weight"], Tensors(network.Parameters)["hidden.weight"]);
    }

    [Fact]
    public void A_checkpoint_says_which_layers_are_frozen()
    {
        using var folder = new TemporaryFolder();
        string path = folder["run.safetensors"];
        Dataset data = Datasets.Points(70);
        var saved = new Trainer<Classifier>(new(1), new Adam());
        saved.Network.Freeze("hidden");
        saved.Fit(data, 1);
        saved.SaveCheckpoint(path);
        var loaded = new Trainer<Classifier>(new(2), new Adam());
        loaded.Network.Freeze("dense2");
        loaded.LoadCheckpoint(path);
        Assert.Equal(["hidden"], loaded.Network.Parameters.FrozenLayers);
    }

    [Fact]
    public void A_network_over_frames_is_trained_in_part()
    {
        (float[] inputs, float[] targets) = Samples<FrameNetwork>(5);
        Workspace workspace = FrameNetwork.CreateWorkspace(5);
        var network = new FrameNetwork(1);
        network.ComputeGradients(inputs, targets, workspace);
        Dictionary<string, float[]> gradients = Tensors(workspace.Gradients);
        network.Freeze("conv", "out");
        network.ComputeGradients(inputs, targets, workspace);
        foreach ((string name, float[] values) in Tensors(workspace.Gradients))
            Assert.Equal(name.StartsWith("lstm.", StringComparison.Ordinal) ? gradients[name] : new float[values.Length], values);
    }

    [Fact]
    public void Names_of_no_layer_are_errors_that_list_the_layers()
    {
        var network = new TwoHeads(1);
        ArgumentException error = Assert.Throws<ArgumentException>(() => network.Freeze("hidden", "conv9"));
        Assert.StartsWith("TwoHeads has no layer 'conv9' with parameters; its layers with parameters are trunk1.conv1, trunk1.norm1, trunk1.conv2, hidden, head, value.", error.Message, StringComparison.Ordinal);
        Assert.Empty(network.Parameters.FrozenLayers);
        Assert.Throws<ArgumentException>(() => network.Unfreeze("pool1"));
        Assert.Throws<ArgumentException>(() => network.Parameters.IsFrozen("trunk"));
        network.Freeze();
        Assert.Empty(network.Parameters.FrozenLayers);
    }

    internal static Dictionary<string, float[]> Tensors(ParameterBlock block) => block.Names.ToDictionary(name => name, name =>
    {
        int length = 1;
        foreach (int extent in block.GetShape(name))
            length *= extent;
        float[] values = new float[length];
        block.CopyTo(name, values);
        return values;
    });

    internal static (float[] Inputs, float[] Targets) Samples<TNetwork>(int count) where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(count);
        return (Draw(count * TNetwork.InputLength), Draw(count * TNetwork.OutputLength));

        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
    }

    private static Optimizer Create(string name) => name switch
    {
        "sgd" => new Sgd { LearningRate = 0.1, WeightDecay = 0.1 },
        "momentum" => new Sgd { LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.1 },
        "rmsprop" => new RmsProp { WeightDecay = 0.1 },
        "adagrad" => new Adagrad { WeightDecay = 0.1 },
        "adam" => new Adam { WeightDecay = 0.1 },
        _ => new AdamW { WeightDecay = 0.1 },
    };
}
