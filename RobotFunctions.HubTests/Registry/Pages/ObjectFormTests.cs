using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry.Pages;

public sealed partial class ObjectFormTests
{
    [Theory]
    [Stores]
    public async Task Every_kind_is_created_and_edited_with_all_fields_of_its_form(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        using var ada = await Visitor.SeedAsync(hub.App);
        var project = await CreateAsync("projects", ("name", "warehouse"));
        var map = await CreateAsync("maps", ("name", "ground"), ("project_id", project), ("map_type", "OCCUPANCY_GRID"), ("map_data_uri", "https://example.org/m"), ("origin_pose", "{\"x\": 0}"), ("resolution", "0.05"));
        await CreateAsync("map-features", ("name", "zone"), ("map_id", map), ("feature_type", "ZONE"), ("geometry", "{\"a\": [1]}"), ("metadata", "{\"b\": null}"));
        var level = await CreateAsync("levels", ("name", "hall"), ("project_id", project), ("description", "two\r\nlines"), ("primary_map_id", map), ("status", "pending_verification"));
        await CreateAsync("fixed-assets", ("name", "charger"), ("level_id", level), ("asset_type", "CHARGER"), ("status", "in_use"), ("location", "{\"x\": 1.5}"), ("properties", "{\"p\": {}}"));
        await CreateAsync(
            "robots",
            ("name", "agv 1"), ("level_id", level), ("robot_type", "agv"), ("serial_number", "SN-1"), ("status", "idle"), ("capabilities", "lift\r\n scan \r\n"), ("initial_pos_x", "1.5"), ("initial_pos_y", "-2"),
            ("initial_pos_z", "0"), ("metadata", "{\"colour\": \"yellow\"}"), ("current_battery_percentage", "80"), ("destiny_robot_id", $"{Guid.NewGuid()}"), ("repository_url", "https://example.org/"), ("version", "1"),
            ("enhancer", "toy"), ("owner", "ada"), ("environment", "production"));

        async Task<string> CreateAsync(string plural, params (string Name, string Value)[] fields)
        {
            var form = await ada.ReadAsync($"/w/default/registry/{plural}/new?in={fields[^1].Value}");
            Assert.Equal(fields.Select(static field => field.Name).Order(), FieldName().Matches(form).Select(static match => match.Groups[1].Value).Order());
            using var created = await ada.SubmitAsync($"/w/default/registry/{plural}/new", $"/w/default/registry/{plural}", fields);
            var page = await created.Content.ReadAsStringAsync();
            Assert.True(created.StatusCode == HttpStatusCode.SeeOther, page);
            var id = created.Headers.Location!.OriginalString[^36..];
            var stored = await hub.ReadAsync($"/api/v1/{plural}/{id}");
            foreach (var (name, value) in fields)
            {
                Assert.Equal(Plain(value), Plain(TextOf(stored.GetProperty(name))));
            }

            // The form that is opened and saved again, as a browser sends it, changes nothing.
            var edit = await ada.ReadAsync($"/w/default/registry/{plural}/{id}/edit");
            using var saved = await ada.SubmitAsync($"/w/default/registry/{plural}/{id}/edit", [.. FieldsOf(edit)]);
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
            Assert.Equal(1, (await hub.ReadAsync($"/api/v1/{plural}/{id}/history")).GetProperty("items").GetArrayLength());
            return id;
        }
    }

    [Theory]
    [Stores]
    public async Task Of_two_people_who_change_different_fields_both_changes_are_saved(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"{PageOf(robot)}/edit";
        var opened = FieldsOf(await ada.ReadAsync(path));

        using var first = await ada.SubmitAsync(path, With(opened, ("owner", "of the first"), ("name", "renamed")));
        using var second = await ada.SubmitAsync(path, With(opened, ("environment", "of the second")));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.StatusCode, second.StatusCode));
        var stored = await hub.ReadAsync(robot);
        Assert.Equal(("renamed", "of the first", "of the second"), (stored.GetProperty("name").GetString(), stored.GetProperty("owner").GetString(), stored.GetProperty("environment").GetString()));
    }

    [Theory]
    [Stores]
    public async Task Of_two_people_who_change_the_same_field_the_second_sees_both_values_and_decides(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"{PageOf(robot)}/edit";
        var opened = FieldsOf(await ada.ReadAsync(path));
        using var first = await ada.SubmitAsync(path, With(opened, ("owner", "of the first"), ("enhancer", "toy"), ("status", "idle")));

        using var second = await ada.SubmitAsync(path, With(opened, ("owner", "of the second"), ("environment", "production"), ("status", "idle")));
        var page = await second.Content.ReadAsStringAsync();
        var kept = await hub.ReadAsync(robot);
        using var decided = await ada.SubmitAsync(path, FieldsOf(page));

        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Contains("person:ada changed this robot while you edited it", page, StringComparison.Ordinal);
        Assert.Equal("of the first", Assert.Single(Theirs().Matches(page)).Groups[1].Value);
        Assert.Equal(["toy", "of the second", "production"], FieldsOf(page).Where(static field => field.Name is "owner" or "enhancer" or "environment").Select(static field => field.Value));
        Assert.Equal("of the first", kept.GetProperty("owner").GetString());
        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        var stored = await hub.ReadAsync(robot);
        Assert.Equal(("of the second", "toy", "production"), (stored.GetProperty("owner").GetString(), stored.GetProperty("enhancer").GetString(), stored.GetProperty("environment").GetString()));
    }

    [Theory]
    [Stores]
    public async Task Of_many_people_who_save_the_same_field_at_once_one_is_first_and_the_others_are_asked(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"{PageOf(robot)}/edit";
        var opened = FieldsOf(await ada.ReadAsync(path));
        var token = await ada.FormTokenAsync(path);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var answer = await ada.PostAsync(path, [(SeededVisitors.TokenName, token), .. With(opened, ("owner", $"person {number}"), (number % 2 == 0 ? "environment" : "enhancer", "the same"))]);
            return answer.StatusCode;
        }));

        Assert.Equal(HttpStatusCode.SeeOther, Assert.Single(answers, static status => status != HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (await hub.ReadAsync($"{robot}/history")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_was_typed_is_kept_when_somebody_deletes_the_robot_meanwhile()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var robot = await hub.CreateRobotAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        var opened = FieldsOf(await ada.ReadAsync($"{PageOf(robot)}/edit"));
        await hub.SendAsync(HttpMethod.Delete, robot);

        using var answer = await ada.SendFormAsync($"{PageOf(robot)}/edit", With(opened, ("owner", "typed")));
        var page = await answer.Content.ReadAsStringAsync();
        using var created = await ada.SendFormAsync("/w/default/registry/robots", FieldsOf(page));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("key:test deleted this robot while you edited it", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, created.StatusCode);
        Assert.Equal("typed", (await hub.ReadAsync($"/api/v1/robots/{created.Headers.Location!.OriginalString[^36..]}")).GetProperty("owner").GetString());
    }

    [Theory]
    [InlineData("name", "", "This is required.")]
    [InlineData("level_id", "", "This is required.")]
    [InlineData("initial_pos_x", "1,5", "This must be a number")]
    [InlineData("metadata", "[1]", "This must be a JSON object")]
    [InlineData("metadata", "{\"a\":1,\"a\":2}", "This must be a JSON object")]
    [InlineData("destiny_robot_id", "7", "This must be a UUID")]
    [InlineData("current_battery_percentage", "101", "between 0 and 100")]
    [InlineData("serial_number", "sn-1", "has the serial number")]
    [InlineData("name", "OTHER", "named &#x27;OTHER&#x27; there already")]
    public async Task What_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(string field, string value, string problem)
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var (_, level) = await hub.CreateLevelAsync();
        await hub.CreateRobotAsync("other", level, "SN-1");
        var robot = await hub.CreateRobotAsync("r1", level);
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"{PageOf(robot)}/edit";
        var fields = With(FieldsOf(await ada.ReadAsync(path)), ("owner", "typed too"), ("name", "another"));
        fields = With(fields, (field, value));

        foreach (var target in new[] { path, "/w/default/registry/robots" })
        {
            using var answer = await ada.SubmitAsync(path, target, fields);
            var page = await answer.Content.ReadAsStringAsync();

            Assert.True(answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict, $"{answer.StatusCode}");
            Assert.Matches($"id=\"{field}-error\">[^<]*{Regex.Escape(problem)}", page);
            Assert.Equal(fields.Where(static typed => typed.Name != "opened_version"), FieldsOf(page).Where(static typed => typed.Name != "opened_version"));
        }
    }

    [Fact]
    public async Task A_status_that_makes_no_sense_is_refused_at_its_field()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var robot = await hub.CreateRobotAsync();
        await hub.SendAsync(HttpMethod.Patch, robot, new { status = "error" });
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"{PageOf(robot)}/edit";

        using var answer = await ada.SubmitAsync(path, With(FieldsOf(await ada.ReadAsync(path)), ("status", "working")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Matches("id=\"status-error\">The status cannot change from error to working", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_without_the_version_that_it_was_opened_with_changes_nothing()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var robot = await hub.CreateRobotAsync("r1");
        using var ada = await Visitor.SeedAsync(hub.App);

        using var none = await ada.SendFormAsync($"{PageOf(robot)}/edit", ("name", "r2"));
        using var future = await ada.SendFormAsync($"{PageOf(robot)}/edit", ("name", "r2"), ("opened_version", "7"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (none.StatusCode, future.StatusCode));
        Assert.Equal("r1", (await hub.ReadAsync(robot)).GetProperty("name").GetString());
    }

    private static string PageOf(string path) => path.Replace("/api/v1/", "/w/default/registry/", StringComparison.Ordinal);

    private static List<(string Name, string Value)> With(IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] typed) =>
        [.. fields.Select(field => typed.Where(other => other.Name == field.Name).Select(static other => other.Value).FirstOrDefault() is { } value ? (field.Name, value) : field)];

    // As a browser sends them: with its own line ends.
    private static List<(string Name, string Value)> FieldsOf(string page) =>
    [
        .. Field().Matches(page[page.IndexOf("<form method=\"post\"", StringComparison.Ordinal)..]).Select(static match => match.Groups switch
        {
            var groups when groups["hidden"].Success => (groups["hidden"].Value, groups["hiddenvalue"].Value),
            var groups when groups["input"].Success => (groups["input"].Value, Value().Match(match.Value).Groups[1].Value),
            var groups when groups["area"].Success => (groups["area"].Value, groups["text"].Value.ReplaceLineEndings("\r\n")),
            var groups => (groups["choice"].Value, Selected().Match(groups["options"].Value).Groups[1].Value),
        }).Where(static field => field.Item1 != SeededVisitors.TokenName).Select(static field => (field.Item1, WebUtility.HtmlDecode(field.Item2))),
    ];

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.Array ? string.Join('\n', value.EnumerateArray().Select(static item => item.GetString())) : value.ToString();

    private static string Plain(string text) => string.Concat(text.Where(static letter => !char.IsWhiteSpace(letter)));

    [GeneratedRegex("(?:input|select|textarea) id=\"([a-z_]+)\"")]
    private static partial Regex FieldName();

    [GeneratedRegex("""
        <input type="hidden" name="(?<hidden>\w+)" value="(?<hiddenvalue>[^"]*)"|<input id="\w+" name="(?<input>\w+)"[^>]*>|<textarea id="\w+" name="(?<area>\w+)"[^>]*>(?<text>[^<]*)</textarea>|<select id="\w+" name="(?<choice>\w+)"[^>]*>(?<options>.*?)</select>
        """, RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected")]
    private static partial Regex Selected();

    [GeneratedRegex("Saved meanwhile: <ins>([^<]*)</ins>")]
    private static partial Regex Theirs();
}
