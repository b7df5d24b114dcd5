using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>What a class says besides its layers that concerns its <c>Define</c>.</summary>
/// <param name="HasBody">Whether it has a <c>Define</c>.</param>
/// <param name="HasLayers">Whether it has layer attributes.</param>
/// <param name="HasShape">Whether <c>[Network]</c> gives a shape.</param>
/// <param name="HasLoss">Whether it gives a loss.</param>
/// <param name="Outputs">The <c>[Output]</c> attributes.</param>
/// <param name="Faults">What could not be read.</param>
/// <param name="IsComplete">Whether everything could be read, so that layers and outputs are those of the network.</param>
internal sealed record DefineForm(bool HasBody, bool HasLayers, bool HasShape, bool HasLoss, EquatableArray<OutputForm> Outputs, EquatableArray<BodyFault> Faults, bool IsComplete);

/// <summary>An <c>[Output]</c> attribute.</summary>
internal sealed record OutputForm(string Name, Loss Loss, double Weight);
