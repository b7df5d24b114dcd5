using System.Reflection;

namespace NetGen.Package;

/// <summary>Where these tests were built.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Metadata("Root");

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Where this machine keeps the packages that it has restored.</summary>
    public static string Packages { get; } = Metadata("Packages");

    /// <summary>The <c>dotnet</c> that runs these tests.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
