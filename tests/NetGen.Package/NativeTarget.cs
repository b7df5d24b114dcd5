using System.Collections.Concurrent;

namespace NetGen.Package;

/// <summary>A framework and a platform to publish native code for, from Linux on x64.</summary>
internal sealed record NativeTarget(string Framework, string Runtime)
{
    private static readonly ConcurrentDictionary<NativeTarget, Lazy<string?>> s_missing = new();

    /// <summary>The missing tool or package for compiling and running such a program; null if nothing is missing.</summary>
    public string? Missing => s_missing.GetOrAdd(this, target => new(target.Find)).Value;

    private bool IsArm => Runtime == "linux-arm64";
    private string Linker => IsArm ? "aarch64-linux-gnu-gcc" : "gcc";

    // For another platform, an emulator and that platform's C library, for linking and running.
    private string[] Runner => IsArm ? [Tools.Emulator, "-L", "/usr/aarch64-linux-gnu"] : [];
    private string[] Needed => IsArm ? [Linker, Runner[0], "/usr/aarch64-linux-gnu/lib/Scrt1.o"] : [Linker];

    /// <summary>A project for this target.</summary>
    public string Project(string properties, string items) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>{Framework}</TargetFramework>
            <RuntimeIdentifier>{Runtime}</RuntimeIdentifier>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <PublishAot>true</PublishAot>
            <CppCompilerAndLinker>{Linker}</CppCompilerAndLinker>
            <ObjCopyName>{Linker.Replace("gcc", "objcopy")}</ObjCopyName>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
          <!-- gcc is for one machine, and refuses clang's choice of it. -->
          <Target Name="LinkByGcc" AfterTargets="SetupOSSpecificProps">
            <ItemGroup>
              <LinkerArg Remove="--target=aarch64-linux-gnu" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    /// <summary>Runs a program published for this target.</summary>
    public Command Run(string program)
    {
        string[] words = [.. Runner, program];
        return new(words[0], words[1..]) { Folder = Path.GetDirectoryName(program)! };
    }

    private string? Find() => Tools.OtherMachine ?? Tools.Missing(Needed) ?? Tools.NotRestored(Project("", ""));
}
