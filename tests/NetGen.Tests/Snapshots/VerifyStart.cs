using System.Runtime.CompilerServices;
using VerifyTests;

namespace NetGen.Tests.Snapshots;

/// <summary>The settings of Verify itself, which replaces <c>Verifier.cs</c> with <c>-p:UseVerify=true</c>: file names as in this project, and one file for each that a generator emits.</summary>
internal static class VerifyStart
{
    [ModuleInitializer]
    public static void Initialize()
    {
        VerifierSettings.UseUtf8NoBom();
        VerifySourceGenerators.Initialize();
    }
}
