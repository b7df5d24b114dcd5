using System.Runtime.CompilerServices;

namespace NetGen.Stress.Guards;

/// <summary>Verifies the protection: accesses one float out of bounds.</summary>
internal static class OutOfBoundsAccess
{
    public static void Run(string location)
    {
        using var memory = new ProtectedMemory(100);
        ref float first = ref memory.At(Edge.Front, 3)[0], last = ref memory.At(Edge.End, 3)[2];
        (first, last) = (1, 2);
        switch (location)
        {
            case "nowhere":
                break;
            case "front":
                Console.WriteLine(Unsafe.Add(ref first, -1));
                break;
            case "end":
                Console.WriteLine(Unsafe.Add(ref last, 1));
                break;
            case "locked":
                memory.Lock();
                first = last;
                break;
        }
    }
}
