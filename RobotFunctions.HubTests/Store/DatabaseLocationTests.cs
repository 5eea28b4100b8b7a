using RobotFunctions.Hub.Store;

namespace RobotFunctions.HubTests.Store;

public sealed class DatabaseLocationTests
{
    [Theory]
    [InlineData("postgres://u:p%40ss@db.example/hub", "PostgreSQL database hub at db.example:5432")]
    [InlineData("postgresql://db.example:6543/hub", "PostgreSQL database hub at db.example:6543")]
    [InlineData("Host=db.example;Database=hub;Username=u;Password=secret", "PostgreSQL database hub at db.example:5432")]
    public void PostgreSQL_is_a_URL_or_a_connection_string_and_is_shown_without_secrets(string setting, string shown)
    {
        var location = DatabaseLocation.Parse(setting);

        Assert.Null(location.File);
        Assert.Equal(shown, location.ToString());
    }

    [Fact]
    public void The_password_of_a_URL_is_decoded() =>
        Assert.Equal("p@ss", new Npgsql.NpgsqlConnectionStringBuilder(DatabaseLocation.Parse("postgres://u:p%40ss@db.example/hub").Connection).Password);

    [Theory]
    [InlineData("postgres://db.example/hub", true)]
    [InlineData("Host=db.example;Database=hub", true)]
    [InlineData("Host=db.example;Database=hub;Max Auto Prepare=0", false)]
    public void Statements_are_prepared_unless_the_setting_forbids_it(string setting, bool prepared) =>
        Assert.Equal(prepared, new Npgsql.NpgsqlConnectionStringBuilder(DatabaseLocation.Parse(setting).Connection).MaxAutoPrepare > 0);

    [Fact]
    public void Anything_else_is_the_path_of_a_file() => Assert.Equal(Path.GetFullPath("some/hub.db"), DatabaseLocation.Parse("some/hub.db").File);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Host=db.example")]
    [InlineData("Nonsense=hunter2;Host=x;Database=y")]
    [InlineData("a\0b")]
    public void What_is_neither_is_refused_without_being_repeated(string setting)
    {
        var refused = Assert.Throws<StoreRefusedException>(() => DatabaseLocation.Parse(setting));

        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }
}
