using System.Diagnostics;

namespace NetGen.Tests.Weights;

/// <summary>A test of kinds of files that only Unix has, skipped elsewhere.</summary>
public class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no such files." : null;

    /// <summary>Creates a pipe or a device.</summary>
    internal static bool Make(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A test of permissions, skipped for privileged users.</summary>
public sealed class UnprivilegedFactAttribute : UnixFactAttribute
{
    public UnprivilegedFactAttribute() => Skip ??= Environment.IsPrivilegedProcess ? "Permissions don't hold for root." : null;
}

/// <summary>A test with its own device, since a mistaken save over the machine's /dev/null would affect other processes.</summary>
public sealed class DeviceFactAttribute : UnixFactAttribute
{
    private static readonly Lazy<bool> s_canBeMade = new(() =>
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-device-");
        try
        {
            return MakeNull(Path.Combine(folder.FullName, "null"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    });

    public DeviceFactAttribute() => Skip ??= s_canBeMade.Value ? null : "This user can't create devices.";

    internal static bool MakeNull(string path) => Make("mknod", path, "c", "1", "3");
}
