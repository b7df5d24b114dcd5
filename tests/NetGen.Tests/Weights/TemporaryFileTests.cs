using NetGen.Bits;

namespace NetGen.Tests.Weights;

/// <summary>Temporary files left by killed saves are deleted, those of saves in progress are not.</summary>
public sealed class TemporaryFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-temporary-");

    private string Target => Path.Combine(_folder.FullName, "weights.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_next_save_to_the_same_path_deletes_files_of_a_killed_one()
    {
        string[] left = [Leave(Target), Leave(Target)], others = [Leave(Path.Combine(_folder.FullName, "other")), Path.Combine(_folder.FullName, ".netgen-notes")];
        File.WriteAllText(others[1], "the user's own");
        new Tiny().Save(Target);
        Assert.Equal([.. others.Append(Target).Order()], Directory.GetFiles(_folder.FullName).Order());
        Assert.All(left, path => Assert.False(File.Exists(path)));
    }

    [Fact]
    public void A_save_that_fails_deletes_them_too()
    {
        Leave(Target);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, _ => throw new InvalidOperationException()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void Files_of_a_save_in_progress_are_kept()
    {
        AtomicFile.Write(Target, outer =>
        {
            outer.Write("outer"u8);
            AtomicFile.Write(Target, inner => inner.Write("inner"u8));
            Assert.Equal("inner", File.ReadAllText(Target));
            Assert.True(File.Exists(((FileStream)outer).Name));
        });
        Assert.Equal("outer", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void Concurrent_saves_and_loads_succeed()
    {
        new Tiny().Save(Target);
        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (i % 2 == 0)
                new Tiny((ulong)i).Save(Target);
            else
                Tiny.Load(Target);
        });
        Tiny.Load(Target);
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.FullName));
    }

    /// <summary>A file as left by a process that is killed while it saves: with a temporary name, half written, and not open in any process.</summary>
    private static string Leave(string target)
    {
        string left = "";
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(target, stream =>
        {
            stream.Write("half"u8);
            string name = ((FileStream)stream).Name;
            left = name[..^12] + Path.GetRandomFileName();
            File.Copy(name, left);
            throw new OperationCanceledException();
        }));
        return left;
    }
}
