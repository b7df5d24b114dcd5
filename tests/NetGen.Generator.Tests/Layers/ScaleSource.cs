namespace NetGen.Generator.Tests;

/// <summary>The runtime code of <see cref="ScaleLayer"/>, its attribute and its kernels, as a source file of the user's project.</summary>
internal static class ScaleSource
{
    public const string Text = """
        #pragma warning disable NETGEN200 // kernels rely on lengths that their callers have checked
        namespace NetGen
        {
            [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
            public sealed class ScaleAttribute(int groups) : LayerAttribute
            {
                public int Groups { get; } = groups;
            }
        }

        namespace NetGen.Kernels
        {
            using static System.Runtime.CompilerServices.Unsafe;

            public static class Scales
            {
                public static void Apply(ref float x, ref float y, Grid grid, ref float w, int groups)
                {
                    for (int i = 0; i < grid.Height * grid.Width * grid.Channels; i++)
                        Add(ref y, Offset(grid, i)) = Add(ref w, Group(grid, i, groups)) * Add(ref x, i);
                }

                public static void Gradient(ref float dy, ref float dx, Grid grid, ref float w, int groups)
                {
                    for (int i = 0; i < grid.Height * grid.Width * grid.Channels; i++)
                        Add(ref dx, i) = Add(ref w, Group(grid, i, groups)) * Add(ref dy, Offset(grid, i));
                }

                public static void ParameterGradient(ref float x, ref float dy, Grid grid, ref float sums, int groups)
                {
                    for (int i = 0; i < grid.Height * grid.Width * grid.Channels; i++)
                        Add(ref sums, Group(grid, i, groups)) += Add(ref dy, Offset(grid, i)) * Add(ref x, i);
                }

                private static int Offset(Grid grid, int i) =>
                    grid.Origin + i / (grid.Width * grid.Channels) * grid.Pitch + i % (grid.Width * grid.Channels);

                private static int Group(Grid grid, int i, int groups) => i % grid.Channels / (grid.Channels / groups);
            }
        }

        """;
}
