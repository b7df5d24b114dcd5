using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What a training pass leaves out or weighs. The kernels are compiled once for each implementation: where all layers are trained and samples have no weights, every member is a constant or its argument, and nothing of it is left in the machine code.</summary>
/// <remarks>For emitted code alone.</remarks>
/// <typeparam name="TSelf">The implementation.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface IGradientOptions<TSelf> where TSelf : struct, IGradientOptions<TSelf>
{
    /// <summary>The same with the weights of the samples from one on.</summary>
    /// <param name="sample">The index of a sample among those of these options.</param>
    TSelf From(int sample);

    /// <summary>A value times a sample's weight.</summary>
    float Weigh(float value, int sample);

    /// <summary>Values, of a sample in each lane, times the samples' weights.</summary>
    T Weigh<T>(T values, int sample) where T : struct, ILanes<T>;

    /// <summary>Whether a layer is trained.</summary>
    /// <param name="layer">Its index among the layers with parameters.</param>
    bool Trains(int layer);

    /// <summary>Whether one of several layers is trained.</summary>
    /// <param name="first">The index of the first of them.</param>
    /// <param name="end">The index after the last.</param>
    bool TrainsAny(int first, int end);
}

/// <summary>All layers are trained, and samples have no weights.</summary>
internal readonly struct WholeGradients : IGradientOptions<WholeGradients>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WholeGradients From(int sample) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Weigh(float value, int sample) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Weigh<T>(T values, int sample) where T : struct, ILanes<T> => values;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Trains(int layer) => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrainsAny(int first, int end) => true;
}

/// <summary>Some layers are frozen, or samples have weights.</summary>
/// <param name="frozen">The frozen layers; null for none.</param>
/// <param name="weights">The samples' weights; null for none.</param>
/// <param name="start">The index in them of the first sample's.</param>
internal readonly struct SelectedGradients(FrozenParameters? frozen, float[]? weights, int start = 0) : IGradientOptions<SelectedGradients>
{
    /// <summary>Whether all layers are trained, and samples have no weights.</summary>
    public bool IsWhole => frozen is null && weights is null;

    public SelectedGradients From(int sample) => new(frozen, weights, start + sample);

    public float Weigh(float value, int sample) => weights is null ? value : weights[start + sample] * value;

    public double Weigh(double value, int sample) => weights is null ? value : weights[start + sample] * value;

    public T Weigh<T>(T values, int sample) where T : struct, ILanes<T> =>
        // Vectors are read whole, within the array.
        weights is null ? values : T.Load(ref weights.AsSpan(start + sample, T.Count)[0], 0) * values;

    public bool Trains(int layer) => frozen is null || !frozen[layer];

    public bool TrainsAny(int first, int end)
    {
        for (int layer = first; layer < end; layer++)
            if (Trains(layer))
                return true;
        return false;
    }
}
