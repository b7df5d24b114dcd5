using NetGen.Bits;

namespace NetGen.Tests.Contract;

/// <summary>Training phase by phase, as the trainer does, rejects every phase out of order and every shard that does not belong to the batch, and changes nothing.</summary>
public class ShardTests
{
    private const int Samples = 6, Batch = 3 * Samples;

    private static readonly float[] Inputs = [.. Enumerable.Range(0, Batch * Depthwise.InputLength).Select(i => MathF.Sin(i))];

    private readonly Depthwise _depthwise = new(seed: 1);

    private ITrainableNetwork<Depthwise> Network => _depthwise;

    private static int Phases => PhasesIn<Depthwise>();

    /// <summary>The three shards of the batch, each with the results of the first phase.</summary>
    private Workspace[] Shards => [.. Enumerable.Range(0, 3).Select(shard => Compute(0, shard, Make(shard)))];

    private static Dictionary<string, (Type Error, Action<ShardTests> Call)> Misuses { get; } = new()
    {
        ["no shards"] = Argument(test => test.Network.CombineShards(0, [])),
        ["nine shards"] = Argument(test => test.Network.CombineShards(0, [.. test.Shards, .. test.Shards, .. test.Shards])),
        ["a null shard"] = Argument(test => test.Network.CombineShards(0, [.. test.Shards[..2], null!])),
        ["another class's shard"] = Argument(test => test.Network.CombineShards(0, [.. test.Shards[..2], Dropped.CreateWorkspace(Samples)])),
        ["a shard for inference"] = (typeof(InvalidOperationException), test => test.Network.CombineShards(0, [.. test.Shards[..2], Depthwise.CreateWorkspace(Samples, training: false)])),
        ["a manually constructed shard"] = Argument(test => test.Network.CombineShards(0, [.. test.Shards[..2], new Workspace(test._depthwise.Parameters.Layout, Samples)])),
        ["a fresh shard"] = (typeof(InvalidOperationException), test => test.Network.CombineShards(0, [.. test.Shards[..2], Depthwise.CreateWorkspace(Samples)])),
        ["only fresh shards"] = (typeof(InvalidOperationException), test => test.Network.CombineShards(0, [Depthwise.CreateWorkspace(Samples)])),
        ["a shard twice"] = Argument(test => { Workspace[] shards = test.Shards; test.Network.CombineShards(0, [shards[0], shards[1], shards[1]]); }),
        ["a shard missing"] = Argument(test => test.Network.CombineShards(0, test.Shards[1..])),
        ["a shard of a batch of another size"] = Argument(test => test.Network.CombineShards(0, [.. test.Shards[..2], test.Compute(0, 2, Make(2), Batch + 1)])),
        ["a shard that was used since"] = (typeof(InvalidOperationException), test =>
        {
            Workspace[] shards = test.Shards;
            test._depthwise.Forward(Inputs.AsSpan(0, Depthwise.InputLength), new float[Depthwise.OutputLength], shards[1]);
            test.Network.CombineShards(0, shards);
        }),
        ["combining phase −1"] = (typeof(ArgumentOutOfRangeException), test => test.Network.CombineShards(-1, test.Shards)),
        ["combining phase 99"] = (typeof(ArgumentOutOfRangeException), test => test.Network.CombineShards(99, test.Shards)),
        ["combining a later phase"] = (typeof(InvalidOperationException), test => test.Network.CombineShards(1, test.Shards)),
        ["combining twice"] = (typeof(InvalidOperationException), test => { Workspace[] shards = test.Shards; test.Network.CombineShards(0, shards); test.Network.CombineShards(0, shards); }),
        ["phase −1"] = (typeof(ArgumentOutOfRangeException), test => test.Compute(-1, 0, Make(0))),
        ["phase 99"] = (typeof(ArgumentOutOfRangeException), test => test.Compute(99, 0, Make(0))),
        ["the second phase first"] = (typeof(InvalidOperationException), test => test.Compute(1, 0, Make(0))),
        ["the second phase before the first is combined"] = (typeof(InvalidOperationException), test => test.Compute(1, 0, test.Shards[0])),
        ["the second phase of other samples"] = Argument(test =>
        {
            Workspace[] shards = test.Shards;
            test.Network.CombineShards(0, shards);
            test.Compute(1, 0, shards[0], samples: Samples - 1);
        }),
        ["the second phase of another batch"] = Argument(test =>
        {
            Workspace[] shards = test.Shards;
            test.Network.CombineShards(0, shards);
            test.Compute(1, 0, shards[0], Batch + 1);
        }),
        ["a batch smaller than the shard"] = (typeof(ArgumentOutOfRangeException), test => test.Compute(0, 0, Make(0), Samples - 1)),
        ["combining a network of one phase with a null shard"] = Argument(_ => ((ITrainableNetwork<Straight>)new Straight()).CombineShards(0, [null!])),
        ["combining a network of one phase with another class's shard"] = Argument(_ => ((ITrainableNetwork<Straight>)new Straight()).CombineShards(0, [Tiny.CreateWorkspace(1)])),
        ["combining a network of one phase with a shard for inference"] = Argument(_ => ((ITrainableNetwork<Straight>)new Straight()).CombineShards(0, [Straight.CreateWorkspace(1, training: false)])),
        ["combining phase 1 of a network of one phase"] = (typeof(ArgumentOutOfRangeException), _ => ((ITrainableNetwork<Straight>)new Straight()).CombineShards(1, [Straight.CreateWorkspace(1)])),
        ["phase 1 of a network of one phase"] = (typeof(ArgumentOutOfRangeException), _ => ((ITrainableNetwork<Straight>)new Straight()).ComputeShardPhase(1, new float[Straight.InputLength], new float[Straight.OutputLength], Straight.CreateWorkspace(1), 1)),
        ["a shard before the batch"] = (typeof(ArgumentOutOfRangeException), _ => Depthwise.CreateWorkspace(1).FirstSample = -1),
        ["shared steps of no samples"] = (typeof(ArgumentOutOfRangeException), _ => ((ITrainableNetwork<Classifier>)new Classifier()).ShareSteps(0, 1)),
        ["shared steps of no threads"] = (typeof(ArgumentOutOfRangeException), _ => ((ITrainableNetwork<Classifier>)new Classifier()).ShareSteps(32, 0)),
        ["shared steps of too many samples"] = (typeof(ArgumentOutOfRangeException), _ => ((ITrainableNetwork<Classifier>)new Classifier()).ShareSteps(int.MaxValue, 1)),
    };

    public static TheoryData<string> Names => [.. Misuses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Misuse_is_rejected_and_changes_nothing(string name)
    {
        float[] before = _depthwise.Parameters.All.ToArray();
        Assert.Throws(Misuses[name].Error, () => Misuses[name].Call(this));
        Assert.Equal(before, _depthwise.Parameters.All.ToArray());
    }

    [Fact]
    public void All_parts_are_accepted_once_in_order()
    {
        Workspace[] shards = Shards;
        float[] before = _depthwise.Parameters.Statistics.ToArray();
        for (int phase = 0; phase < Phases; phase++)
        {
            for (int shard = 0; shard < 3 && phase > 0; shard++)
                Compute(phase, shard, shards[shard]);
            Assert.Equal(before, _depthwise.Parameters.Statistics.ToArray());
            Network.CombineShards(phase, shards);
        }
        float[] after = _depthwise.Parameters.Statistics.ToArray();
        Assert.NotEqual(before, after);
        Assert.Throws<InvalidOperationException>(() => Network.CombineShards(Phases - 1, shards));
        Assert.Equal(after, _depthwise.Parameters.Statistics.ToArray());
    }

    private static (Type, Action<ShardTests>) Argument(Action<ShardTests> call) => (typeof(ArgumentException), call);

    private static int PhasesIn<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork> => TNetwork.GradientPhases;

    private static Workspace Make(int shard)
    {
        Workspace workspace = Depthwise.CreateWorkspace(Samples);
        workspace.FirstSample = shard * Samples;
        return workspace;
    }

    private Workspace Compute(int phase, int shard, Workspace workspace, int batch = Batch, int samples = Samples)
    {
        Network.ComputeShardPhase(
            phase, Inputs.AsSpan(shard * Samples * Depthwise.InputLength, samples * Depthwise.InputLength), new float[samples * Depthwise.OutputLength], workspace, batch);
        return workspace;
    }
}
