namespace NetGen.Tests.Stress;

/// <summary>A test that requires protected pages on Linux.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Pages are protected by Linux's mmap and mprotect.";
}
