using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Decodes weights that are stored with fewer bits than a float, and copies the biases to the place after them, where kernels for floats read both.</summary>
/// <param name="Decoded">The memory for them.</param>
internal sealed record DecodeWeights(TensorPlan Weight, bool HasBias, Location Decoded) : Kernel($"{Weight.Name}: decoded, {Weight.Precision} → floats")
{
    /// <summary>Adds it for weights that are stored so.</summary>
    /// <param name="identifier">The identifier of the layer.</param>
    /// <param name="isFirst">Whether it runs before the first sample, so that what takes one sample at a time stays together.</param>
    /// <returns>The decoded weights; null for weights that are floats.</returns>
    public static Location? Add(KernelBuilder to, string identifier, TensorPlan weight, bool hasBias, bool isFirst)
    {
        if (weight.Precision == Precision.Float32)
            return null;
        Location decoded = to.Shared(identifier + "Decoded", checked(weight.Length + weight.Panels * weight.PanelWidth));
        DecodeWeights kernel = new(weight, hasBias, decoded);
        if (isFirst)
            to.AddFirst(kernel);
        else
            to.Add(kernel);
        return decoded;
    }

    public override EquatableArray<Use> Uses => [Write(Decoded)];

    public override void Call(CallWriter to) =>
        to.Line($"PackedWeights.Decode{Weight.Precision}<T>({to.Parameter(Weight)}, {to.At(Decoded)}, {to.Number(Weight.Length / Weight.Panels / Weight.PanelWidth)}, {to.Number(Weight.Panels)}, {to.Number(Weight.PanelWidth)}, {(HasBias ? "true" : "false")});");
}
