namespace NetGen.Tests.Optimizers;

internal static class Blocks
{
    /// <summary>Parameters and gradients of one layout, normally distributed with standard deviation 0.05.</summary>
    public static (ParameterBlock Parameters, ParameterBlock Gradients) Drawn(int length, ParameterLayout? layout = null)
    {
        layout ??= new("Drawn", length, new TensorLayout("w", [length], 0, 0, Initializer.Normal, 1, 1));
        var parameters = new ParameterBlock(layout);
        var gradients = new ParameterBlock(layout);
        parameters.Initialize(1);
        gradients.Initialize(2);
        return (parameters, gradients);
    }
}
