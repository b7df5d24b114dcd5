namespace NetGen.Tests.Reference;

/// <summary>A pass in training mode: what dropout draws from. Inference is a pass without one.</summary>
public sealed record TrainingStep(ulong Seed, long Step);
