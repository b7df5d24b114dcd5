namespace NetGen.Package;

/// <summary>How samples/Native becomes an executable, in folders of its own: the build that runs these tests uses the project's.</summary>
internal static class NativeSample
{
    /// <summary>The arguments of <c>dotnet</c>.</summary>
    public static string[] Arguments(string command, string artifacts, params string[] more) =>
        [command, "samples/Native", "--artifacts-path", artifacts, "-p:PublishAot=true", "-p:CppCompilerAndLinker=gcc", .. more];
}
