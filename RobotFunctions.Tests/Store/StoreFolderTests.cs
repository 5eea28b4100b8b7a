using RobotFunctions.Local.Store;

namespace RobotFunctions.Tests.Store;

public sealed class StoreFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_new_store_gets_its_version_mark_and_its_folders()
    {
        using var folder = StoreFolder.Open(_temporary.File("new", "store"));

        Assert.Equal("1\n", File.ReadAllText(Path.Combine(folder.Root, "version")));
        Assert.True(Directory.Exists(folder.Runs));
        Assert.True(Directory.Exists(folder.Batches));
        Assert.True(Directory.Exists(folder.DeadLetters));
    }

    [Fact]
    public void A_store_that_another_process_has_is_refused_until_that_one_is_gone()
    {
        using (StoreFolder.Open(_temporary.Path))
        {
            var refused = Assert.Throws<StoreRefusedException>(() => StoreFolder.Open(_temporary.Path));
            Assert.Contains("Another robot process is using the store", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Storage:Path", refused.Message, StringComparison.Ordinal);
        }

        using var again = StoreFolder.Open(_temporary.Path);
        Assert.Equal(_temporary.Path, again.Root);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("17\n")]
    [InlineData("next")]
    [InlineData("")]
    public void A_store_of_an_unknown_version_is_refused_and_nothing_in_it_changes(string version)
    {
        File.WriteAllText(_temporary.File("version"), version);
        Directory.CreateDirectory(_temporary.File("runs"));
        File.WriteAllText(_temporary.File("runs", "run"), "from the future");

        var refused = Assert.Throws<StoreRefusedException>(() => StoreFolder.Open(_temporary.Path));

        Assert.Contains($"version \"{version.Trim()}\"", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            [_temporary.File("runs", "run"), _temporary.File("version")],
            Directory.GetFiles(_temporary.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("runs/ended")]
    [InlineData("dead-letters")]
    [InlineData("batches/0198c1a2-7b3c-7def-8123-000000000001")]
    public void What_a_crash_left_of_a_file_is_gone_after_the_next_start(string where)
    {
        StoreFolder.Open(_temporary.Path).Dispose();
        Directory.CreateDirectory(_temporary.File(where));
        File.WriteAllText(_temporary.File(where, "half.json.28.tmp"), "{");

        using var folder = StoreFolder.Open(_temporary.Path);

        Assert.Empty(Directory.GetFiles(_temporary.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_stranger_s_temporary_files_beside_the_store_stay()
    {
        Directory.CreateDirectory(_temporary.File("theirs"));
        File.WriteAllText(_temporary.File("theirs", "draft.tmp"), "");
        File.WriteAllText(_temporary.File("draft.tmp"), "");

        using var folder = StoreFolder.Open(_temporary.Path);

        Assert.True(File.Exists(_temporary.File("theirs", "draft.tmp")) && File.Exists(_temporary.File("draft.tmp")));
    }

    [Fact]
    public void A_folder_with_a_stranger_s_content_is_refused()
    {
        Directory.CreateDirectory(_temporary.File("runs"));

        var refused = Assert.Throws<StoreRefusedException>(() => StoreFolder.Open(_temporary.Path));

        Assert.Contains("not a robot's store", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_cannot_be_a_folder_is_refused_with_a_sentence()
    {
        File.WriteAllText(_temporary.File("file"), "");

        var refused = Assert.Throws<StoreRefusedException>(() => StoreFolder.Open(_temporary.File("file", "store")));

        Assert.Contains("Storage:Path", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_its_owner_may_look_into_a_store()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = StoreFolder.Open(_temporary.File("store"));

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Owner, File.GetUnixFileMode(folder.Root));
        Assert.Equal(Owner, File.GetUnixFileMode(folder.Runs));
        foreach (var file in Directory.GetFiles(folder.Root))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
