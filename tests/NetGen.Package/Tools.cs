using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NetGen.Package;

/// <summary>Tools other than the SDK that tests of other platforms or compilers need, and that may be missing.</summary>
internal static class Tools
{
    /// <summary>The reason to skip a test on platforms other than Linux on x64; null there.</summary>
    public static string? OtherMachine =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? null : "Programs for other platforms are built and run only on Linux on x64.";

    /// <summary>The installed emulator of Arm64.</summary>
    public static string Emulator { get; } = Find("qemu-aarch64-static") is null ? "qemu-aarch64" : "qemu-aarch64-static";

    /// <summary>The path of a program or file; null if it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>A sentence that names the first program or file that is not installed; null if all are.</summary>
    public static string? Missing(params string[] programs) => programs.FirstOrDefault(program => Find(program) is null) is { } missing ? $"{missing} is not installed." : null;

    /// <summary>A sentence that names a package that a project needs but no source has; null if all can be restored.</summary>
    public static string? NotRestored(string project)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-restore-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "Empty.csproj"), project);
            (int exitCode, string output) = new Command(Repository.DotNet, "restore") { Folder = folder.FullName }.Run();
            // NU1101 to NU1103: no source has such a package; NU1301: no source responds. Anything else is an error to be reported.
            return exitCode != 0 && Regex.Match(output, "NU1(10[123]|301).*") is { Success: true } fault ? $"Packages can't be restored: {fault.Value}" : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
