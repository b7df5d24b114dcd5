using NetGen.Bits;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>If saving fails, the old file stays intact and no other file is left.</summary>
public sealed class SafetensorsAtomicTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-atomic-");

    private string Target => Path.Combine(_folder.FullName, "weights.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_is_replaced()
    {
        File.WriteAllText(Target, new string('x', 100_000));
        var network = new Tiny(5);
        network.Save(Target);
        Assert.Equal(BitsOf(network.Parameters), BitsOf(Tiny.Load(Target).Parameters));
        OnlyTheTargetIsThere();
    }

    [Fact]
    public void A_write_that_fails_halfway_leaves_the_old_file()
    {
        File.WriteAllText(Target, "old");
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("The disk is full.");
        }));
        Assert.Equal($"'{Target}' can't be saved: The disk is full.", error.Message);
        Assert.Equal("old", File.ReadAllText(Target));
        OnlyTheTargetIsThere();
    }

    [Fact]
    public void During_a_save_the_old_file_is_intact()
    {
        File.WriteAllText(Target, "old");
        AtomicFile.Write(Target, stream =>
        {
            stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(Target));
            string temporary = Assert.Single(Directory.GetFileSystemEntries(_folder.FullName), entry => entry != Target);
            Assert.StartsWith(".netgen-", Path.GetFileName(temporary));
        });
        Assert.Equal("new", File.ReadAllText(Target));
        OnlyTheTargetIsThere();
    }

    [Fact]
    public void A_missing_folder_is_named_with_the_file()
    {
        string path = Path.Combine(_folder.FullName, "missing", "weights.safetensors");
        var error = Assert.Throws<DirectoryNotFoundException>(() => new Tiny(5).Save(path));
        Assert.Contains($"'{path}'", error.Message);
        Assert.Contains($"there is no folder '{Path.GetDirectoryName(path)}'", error.Message);
        Assert.DoesNotContain(".netgen-", error.Message);
    }

    [Fact]
    public void Invalid_weights_leave_the_old_file()
    {
        var network = new Tiny(5);
        network.Save(Target);
        byte[] good = File.ReadAllBytes(Target);
        network.Parameters.CopyFrom("dense2.bias", [float.NaN]);
        Assert.Throws<InvalidOperationException>(() => network.Save(Target));
        Assert.Equal(good, File.ReadAllBytes(Target));
        OnlyTheTargetIsThere();
    }

    [Fact]
    public void A_rename_that_fails_leaves_nothing()
    {
        Assert.Throws<IOException>(() => AtomicFile.Write(Target, _ => Directory.CreateDirectory(Target)));
        Assert.True(Directory.Exists(Target));
        OnlyTheTargetIsThere();
    }

    [Fact]
    public void A_link_to_another_folder_is_followed()
    {
        DirectoryInfo elsewhere = _folder.CreateSubdirectory("elsewhere");
        string real = Path.Combine(elsewhere.FullName, "real.safetensors");
        File.WriteAllText(real, "old");
        File.CreateSymbolicLink(Target, real);
        new Tiny(2).Save(Target);
        Assert.Equal(real, new FileInfo(Target).LinkTarget);
        Assert.Equal(BitsOf(new Tiny(2).Parameters), BitsOf(Tiny.Load(real).Parameters));
        Assert.Equal([real], Directory.GetFileSystemEntries(elsewhere.FullName));
    }

    [Fact]
    public void Errors_name_the_file()
    {
        File.WriteAllText(Target, "Hello, world. This is no safetensors file.");
        Assert.StartsWith("weights.safetensors is not a safetensors file: ", Assert.Throws<WeightsFormatException>(() => Tiny.Load(Target)).Message);
        Assert.Throws<FileNotFoundException>(() => Tiny.Load(Target + ".none"));
    }

    private void OnlyTheTargetIsThere() => Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.FullName));
}
