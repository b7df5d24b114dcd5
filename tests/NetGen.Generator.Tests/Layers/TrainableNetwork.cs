extern alias runtime;

using System.Reflection;
using ParameterBlock = runtime::NetGen.ParameterBlock;
using Workspace = runtime::NetGen.Workspace;

namespace NetGen.Generator.Tests;

/// <summary>A network compiled by a test, with one batch of samples to train it on.</summary>
internal abstract class TrainableNetwork
{
    /// <summary>Creates an instance of a class of an assembly.</summary>
    public static TrainableNetwork Of(Assembly assembly, string name, int batch) =>
        (TrainableNetwork)Activator.CreateInstance(typeof(TrainableNetwork<>).MakeGenericType(assembly.GetType(name, throwOnError: true)!), batch)!;

    public abstract ParameterBlock Parameters { get; }

    public abstract float[] Inputs { get; }

    /// <summary>The outputs for the first sample.</summary>
    public abstract float[] Answer();

    public abstract float Loss();

    /// <summary>The gradient of the mean loss.</summary>
    public abstract ParameterBlock Gradients();

    /// <summary>Takes a step of gradient descent.</summary>
    public abstract void Descend(double learningRate);

    public static float[] Values(ParameterBlock block, string name)
    {
        float[] values = new float[block.GetShape(name).ToArray().Aggregate(1, (product, extent) => product * extent)];
        block.CopyTo(name, values);
        return values;
    }
}

/// <inheritdoc/>
internal sealed class TrainableNetwork<T>(int batch) : TrainableNetwork where T : class, runtime::NetGen.ITrainableNetwork<T>
{
    private readonly T _network = T.Create(1);
    private readonly Workspace _workspace = T.CreateWorkspace(batch);
    private readonly float[] _targets = Draw(2, batch * T.OutputLength);

    public override ParameterBlock Parameters => _network.Parameters;

    public override float[] Inputs { get; } = Draw(1, batch * T.InputLength);

    public override float[] Answer()
    {
        float[] outputs = new float[T.OutputLength];
        _network.Forward(Inputs.AsSpan(0, T.InputLength), outputs);
        return outputs;
    }

    public override float Loss() => _network.ComputeLoss(Inputs, _targets, new float[_targets.Length], _workspace);

    public override ParameterBlock Gradients()
    {
        _network.ComputeGradients(Inputs, _targets, _workspace);
        return _workspace.Gradients;
    }

    public override void Descend(double learningRate) => _network.Descend(Inputs, _targets, _workspace, learningRate);

    private static float[] Draw(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
