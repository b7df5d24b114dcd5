using System.Runtime.CompilerServices;
using VerifyTests;

namespace NetGen.Tests.Snapshots;

/// <summary>How Verify itself is set up, where <c>-p:UseVerify=true</c> puts it in place of <c>Verifier.cs</c>: files as this project writes them, and one for each that a generator emits.</summary>
internal static class VerifyStart
{
    [ModuleInitializer]
    public static void Initialize()
    {
        VerifierSettings.UseUtf8NoBom();
        VerifySourceGenerators.Initialize();
    }
}
