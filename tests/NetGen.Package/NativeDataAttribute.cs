using System.Reflection;
using Xunit.Sdk;

namespace NetGen.Package;

/// <summary>A row that publishes native code: skipped unless long tests are requested, and if this machine lacks the required tools, with the reason.</summary>
public class NativeDataAttribute : DataAttribute
{
    private readonly object[] _row;

    public NativeDataAttribute(string framework, string runtime, string properties)
    {
        _row = [framework, runtime, properties];
        Skip = LongFactAttribute.Reason ?? new NativeTarget(framework, runtime).Missing;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [_row];
}
