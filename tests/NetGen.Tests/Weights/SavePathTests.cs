using NetGen.Bits;
using NetGen.Data;

namespace NetGen.Tests.Weights;

/// <summary>Paths that do not name a file are reported, and nothing is left there.</summary>
public sealed class SavePathTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-path-");

    private string Target => Path.Combine(_folder.FullName, "weights.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_neither_saved_to_nor_loaded()
    {
        string path = _folder.FullName;
        Assert.Equal($"'{path}' can't be saved: it is a folder; name a file in it.", Assert.Throws<IOException>(() => new Tiny().Save(path)).Message);
        Assert.Equal($"'{path}' is a folder; name a file in it.", Assert.Throws<IOException>(() => Tiny.Load(path)).Message);
        Assert.Equal($"'{path}' is a folder; name a file in it.", Assert.Throws<IOException>(() => IdxFile.Read(path)).Message);
        Assert.Throws<IOException>(() => IdxFile.ReadDataset(path, path, 10));
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void A_missing_folder_is_named_with_the_spelling_of_the_caller()
    {
        string path = Path.Combine(_folder.FullName, "none", "weights.safetensors");
        var error = Assert.Throws<DirectoryNotFoundException>(() => new Tiny().Save(path));
        Assert.Equal($"'{path}' can't be saved: there is no folder '{Path.GetDirectoryName(path)}'; create it first.", error.Message);
        Assert.Throws<DirectoryNotFoundException>(() => Tiny.Load(path));
    }

    [Fact]
    public void A_file_is_not_a_folder()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<DirectoryNotFoundException>(() => new Tiny().Save(Path.Combine(Target, "weights.safetensors")));
        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public void No_error_names_the_temporary_file()
    {
        string temporary = "";
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(Target, stream => throw new IOException($"No space left on device : '{temporary = ((FileStream)stream).Name}'")));
        Assert.Equal($"'{Target}' can't be saved: No space left on device : '{Target}'", error.Message);
        Assert.NotEqual(Target, temporary);
        Assert.False(File.Exists(temporary));
    }
}
