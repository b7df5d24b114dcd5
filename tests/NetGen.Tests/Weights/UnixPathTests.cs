using System.Runtime.Versioning;
using NetGen.Bits;
using NetGen.Data;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>A save preserves permissions, links, pipes and devices.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class UnixPathTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-path-");

    private string Target => Path.Combine(_folder.FullName, "weights.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [UnixFact]
    public void A_private_file_stays_private_even_while_it_is_written()
    {
        foreach (UnixFileMode mode in new[] { Private, Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite })
        {
            File.WriteAllText(Target, "old");
            File.SetUnixFileMode(Target, mode);
            AtomicFile.Write(Target, stream => Assert.Equal(Private, File.GetUnixFileMode(((FileStream)stream).SafeFileHandle)));
            Assert.Equal(mode, File.GetUnixFileMode(Target));
        }
    }

    [UnixFact]
    public void A_new_file_has_the_default_mode()
    {
        string other = Path.Combine(_folder.FullName, "other");
        File.WriteAllText(other, "");
        new Tiny().Save(Target);
        Assert.Equal(File.GetUnixFileMode(other), File.GetUnixFileMode(Target));
    }

    [UnprivilegedFact]
    public void Missing_permissions_are_an_IOException()
    {
        new Tiny(3).Save(Target);
        byte[] old = File.ReadAllBytes(Target);
        File.SetUnixFileMode(Target, UnixFileMode.UserRead);
        Assert.StartsWith($"'{Target}' can't be saved: ", Assert.Throws<IOException>(() => new Tiny().Save(Target)).Message);
        Assert.Equal(old, File.ReadAllBytes(Target));
        File.SetUnixFileMode(Target, UnixFileMode.None);
        Assert.StartsWith($"'{Target}' can't be read: ", Assert.Throws<IOException>(() => Tiny.Load(Target)).Message);
        Assert.StartsWith($"'{Target}' can't be read: ", Assert.Throws<IOException>(() => IdxFile.Read(Target)).Message);

        File.SetUnixFileMode(Target, Private);
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var error = Assert.Throws<IOException>(() => new Tiny().Save(Target));
        File.SetUnixFileMode(_folder.FullName, Private | UnixFileMode.UserExecute);
        Assert.StartsWith($"'{Target}' can't be saved: a save needs to create a file in the folder '{_folder.FullName}'.", error.Message);
        Assert.DoesNotContain(".netgen-", error.Message);

        // A folder that can't be listed can still be saved into.
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        new Tiny(4).Save(Target);
        File.SetUnixFileMode(_folder.FullName, Private | UnixFileMode.UserExecute);
        Assert.Equal(BitsOf(new Tiny(4).Parameters), BitsOf(Tiny.Load(Target).Parameters));
    }

    [UnixFact]
    public void Links_are_kept_and_their_targets_replaced()
    {
        string real = Path.Combine(_folder.FullName, "real.safetensors"), between = Path.Combine(_folder.FullName, "between");
        File.CreateSymbolicLink(between, "real.safetensors");
        File.CreateSymbolicLink(Target, "between");
        for (ulong seed = 1; seed <= 2; seed++) // at first the file isn't there yet
        {
            new Tiny(seed).Save(Target);
            Assert.Equal("between", new FileInfo(Target).LinkTarget);
            Assert.Equal("real.safetensors", new FileInfo(between).LinkTarget);
            Assert.Null(new FileInfo(real).LinkTarget);
            Assert.Equal(BitsOf(new Tiny(seed).Parameters), BitsOf(Tiny.Load(real).Parameters));
        }
        Assert.Equal(3, _folder.GetFileSystemInfos().Length);
    }

    [UnixFact]
    public void Dangling_links_are_an_IOException()
    {
        string folder = Path.Combine(_folder.FullName, "folder"), loop = Path.Combine(_folder.FullName, "loop");
        File.CreateSymbolicLink(folder, _folder.FullName);
        File.CreateSymbolicLink(loop, "loop");
        Assert.Contains("it is a folder", Assert.Throws<IOException>(() => new Tiny().Save(folder)).Message);
        Assert.StartsWith($"'{loop}' can't be saved: ", Assert.Throws<IOException>(() => new Tiny().Save(loop)).Message);
        Assert.Throws<IOException>(() => Tiny.Load(folder));
        Assert.Throws<IOException>(() => Tiny.Load(loop));
        Assert.Equal(2, _folder.GetFileSystemInfos().Length);
    }

    [UnixFact]
    public async Task A_pipe_is_written_to_and_read_and_stays_a_pipe()
    {
        Assert.True(UnixFactAttribute.Make("mkfifo", Target));
        for (ulong seed = 1; seed <= 2; seed++)
        {
            Task<Tiny> reader = Task.Run(() => Tiny.Load(Target));
            new Tiny(seed).Save(Target);
            Assert.Equal(BitsOf(new Tiny(seed).Parameters), BitsOf((await reader.WaitAsync(TimeSpan.FromMinutes(1))).Parameters));
            Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.FullName));
        }
    }

    [DeviceFact]
    public void A_device_is_rejected_and_kept()
    {
        Assert.True(DeviceFactAttribute.MakeNull(Target));
        string link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, Target);
        foreach (string path in new[] { Target, link })
            Assert.Equal($"'{path}' can't be saved: it is a device; name a file, or open the device and save to that stream.", Assert.Throws<IOException>(() => new Tiny().Save(path)).Message);
        File.WriteAllText(Target, "discarded");
        Assert.Equal("", File.ReadAllText(Target));
        Assert.Equal(2, _folder.GetFileSystemInfos().Length);
    }

    [UnixFact]
    public void An_empty_file_is_replaced()
    {
        File.WriteAllText(Target, "");
        new Tiny(5).Save(Target);
        Assert.Equal(BitsOf(new Tiny(5).Parameters), BitsOf(Tiny.Load(Target).Parameters));
    }
}
