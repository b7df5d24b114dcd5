using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NetGen.Package;

/// <summary>What a test of another machine or another compiler needs beside the SDK, and may have to do without.</summary>
internal static class Tools
{
    /// <summary>The sentence that names what is missing on every machine but Linux on x64; null there.</summary>
    public static string? OtherMachine =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? null : "Programs for other machines are built and run on Linux on x64 only.";

    /// <summary>The emulator of Arm64 that is installed.</summary>
    public static string Emulator { get; } = Find("qemu-aarch64-static") is null ? "qemu-aarch64" : "qemu-aarch64-static";

    /// <summary>The path of a program, or of a file by its path; null where it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The sentence that names the first of some programs or files which is not installed; null if all are.</summary>
    public static string? Missing(params string[] programs) => programs.FirstOrDefault(program => Find(program) is null) is { } missing ? $"{missing} is not installed." : null;

    /// <summary>The sentence that names a package which a project needs and no source serves; null if all can be restored.</summary>
    public static string? NotRestored(string project)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-restore-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "Empty.csproj"), project);
            (int exitCode, string output) = new Command(Repository.DotNet, "restore") { Folder = folder.FullName }.Run();
            // NU1101 to NU1103: no source has such a package; NU1301: no source answers. Anything else is a fault to see.
            return exitCode != 0 && Regex.Match(output, "NU1(10[123]|301).*") is { Success: true } fault ? $"Packages can't be restored: {fault.Value}" : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
