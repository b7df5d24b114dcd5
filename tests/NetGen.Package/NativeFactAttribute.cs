namespace NetGen.Package;

/// <summary>A test that compiles native code, skipped where the compiler's package can't be restored or no linker is installed.</summary>
public sealed class NativeFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_missing = new(Missing);

    public NativeFactAttribute() => Skip = s_missing.Value;

    private static string? Missing()
    {
        if (!OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
            return "The instruction sets are those of Linux on x64.";
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gcc"))))
            return "gcc, which links the executable, is not installed.";
        string folder = Directory.CreateTempSubdirectory("netgen-native-").FullName;
        try
        {
            (int exitCode, string output) = new Command(Repository.DotNet, NativeSample.Arguments("restore", folder)) { Folder = Repository.Root }.Run();
            // NU1101 to NU1103: no source has such a package; NU1301: no source answers. Anything else is a fault to see.
            return exitCode == 0 || !System.Text.RegularExpressions.Regex.IsMatch(output, "NU1(10[123]|301)") ? null : $"The ILCompiler package can't be restored: {output.Trim().Split('\n')[^1]}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
