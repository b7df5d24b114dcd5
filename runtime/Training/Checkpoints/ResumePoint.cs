namespace NetGen.Training;

/// <summary>A place in a Fit from which another one continues.</summary>
/// <param name="Fit">The place.</param>
/// <param name="CarriedStates">What the samples of the next step begin with, one after another; empty where they begin with zeros.</param>
internal sealed record ResumePoint(FitRecord Fit, float[] CarriedStates);
