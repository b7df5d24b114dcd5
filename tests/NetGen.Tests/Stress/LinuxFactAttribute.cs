namespace NetGen.Tests.Stress;

/// <summary>A test that needs Linux's protected pages.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Pages are protected by mmap and mprotect, as Linux has them.";
}
