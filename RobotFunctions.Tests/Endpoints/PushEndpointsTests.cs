using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Tests.Endpoints;

public sealed class PushEndpointsTests(EndpointsFixture endpoints) : IClassFixture<EndpointsFixture>
{
    [Theory]
    [InlineData("/batch/")]
    [InlineData("/batch")]
    public async Task A_signed_batch_is_accepted_with_and_without_the_last_slash(string path)
    {
        var id = Guid.NewGuid();

        var (status, body, answer) = await endpoints.PushAsync(path, EndpointsFixture.Batch(id));

        Assert.Equal(202, status);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var accepted = JsonDocument.Parse(body).RootElement;
        Assert.Equal(id, accepted.GetProperty("request_id").GetGuid());
        var (found, run, _) = await endpoints.GetAsync(accepted.GetProperty("status_url").GetString()!);
        Assert.Equal(200, found);
        Assert.Equal(id, JsonDocument.Parse(run).RootElement.GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("/single/")]
    [InlineData("/single")]
    public async Task A_signed_single_request_is_accepted(string path)
    {
        var body = $$"""{"id":"{{Guid.NewGuid()}}","reference":{"id":"{{Guid.NewGuid()}}","visibility":"public","identifiers":null,"enhancements":null},"extra_fields":null}""";

        Assert.Equal(202, (await endpoints.PushAsync(path, body)).Status);
    }

    [Theory]
    [InlineData(56, 202)]
    [InlineData(57, 422)]
    [InlineData(63, 422)]
    [InlineData(200, 422)]
    [InlineData(1500, 422)]
    public async Task Extra_fields_that_nest_too_deep_to_be_kept_are_refused_and_all_others_are_kept(int depth, int status)
    {
        var extraFields = $"{{\"x\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}";

        var answer = await endpoints.PushAsync("/batch/", EndpointsFixture.Batch(Guid.NewGuid()).Replace("null", extraFields, StringComparison.Ordinal));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task The_same_request_is_accepted_again_and_another_one_under_its_id_is_not()
    {
        var id = Guid.NewGuid();

        Assert.Equal(202, (await endpoints.PushAsync("/batch/", EndpointsFixture.Batch(id))).Status);
        Assert.Equal(202, (await endpoints.PushAsync("/batch/", EndpointsFixture.Batch(id))).Status);
        await RefusedAsync(409, "is being worked on", endpoints.PushAsync("/batch/", EndpointsFixture.Batch(id, "others.jsonl")));
    }

    [Fact]
    public Task A_request_without_a_signature_gets_the_repository_s_own_text() =>
        RefusedAsync(401, "Authorization header missing.", endpoints.PushAsync("/batch/", EndpointsFixture.Batch(Guid.NewGuid()), static request => request.Headers.Clear()));

    [Fact]
    public Task A_client_id_beside_another_one_is_none() =>
        RefusedAsync(401, "Invalid format for client id, expected UUIDv4 or UUIDv7.", endpoints.PushAsync(
            "/batch/",
            EndpointsFixture.Batch(Guid.NewGuid()),
            static request => request.Headers.TryAddWithoutValidation(SignatureHeaders.ClientIdName, "9fa8b9bd-12b1-4450-8ffb-712face23390")));

    [Fact]
    public Task A_body_that_was_changed_is_refused() =>
        RefusedAsync(401, "Signature is invalid.", endpoints.PushAsync(
            "/batch/",
            EndpointsFixture.Batch(Guid.NewGuid()),
            static request => request.Content = new StringContent(EndpointsFixture.Batch(Guid.NewGuid()))));

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 422)]
    [InlineData("{}", 422)]
    [InlineData("""{"id":"8c0b9c1e-3f6b-11ee-be56-0242ac120002","reference_storage_url":"http://127.0.0.1:9/a","result_storage_url":"http://127.0.0.1:9/b"}""", 422)]
    [InlineData("""{"id":"0198c1a2-7b3c-7def-8123-456789abcde0","reference_storage_url":"http://10.0.0.1/a","result_storage_url":"http://127.0.0.1:9/b"}""", 422)]
    [InlineData("""{"id":"0198c1a2-7b3c-7def-8123-456789abcde0","reference_storage_url":"ftp://127.0.0.1/a","result_storage_url":"http://127.0.0.1:9/b"}""", 422)]
    public Task A_body_that_cannot_be_taken_is_refused_with_a_sentence(string body, int status) =>
        RefusedAsync(status, "", endpoints.PushAsync("/batch/", body));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_body_over_the_limit_is_refused_before_its_signature_is_looked_at(bool chunked) =>
        RefusedAsync(413, "Limits:RequestBytes", endpoints.PushAsync(
            "/batch/",
            new string(' ', EndpointsFixture.RequestBytes + 1),
            request =>
            {
                request.Headers.Remove(SignatureHeaders.AuthorizationName);
                request.Headers.TransferEncodingChunked = chunked;
            }));

    [Fact]
    public async Task A_body_of_just_the_limit_is_read() =>
        await RefusedAsync(400, "", endpoints.PushAsync("/batch/", new string(' ', EndpointsFixture.RequestBytes)));

    [Theory]
    [InlineData("GET", "/batch/", 405)]
    [InlineData("PUT", "/single", 405)]
    [InlineData("GET", "/", 404)]
    [InlineData("POST", "/robot/", 404)]
    [InlineData("GET", "/batch/../../etc/passwd", 404)]
    public Task Where_there_is_no_door_a_sentence_says_so(string method, string path, int status) =>
        RefusedAsync(status, "Not found", endpoints.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative))));

    [Fact]
    public async Task A_header_of_megabytes_ends_the_call_and_not_the_robot()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, endpoints.Url.Port);
        var answer = ReadStatusAsync(socket);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /batch/ HTTP/1.1\r\nHost: robot\r\nX-Long: {new string('a', 10 * 1024 * 1024)}"));
        }
        catch (SocketException)
        {
            // The robot need not read what it refuses.
        }

        Assert.Contains(await answer, new[] { "HTTP/1.1 431", "" });
        Assert.Equal(200, (await endpoints.GetAsync("/health")).Status);
    }

    [Fact]
    public async Task No_signature_of_a_URL_reaches_a_log_or_a_status()
    {
        var id = Guid.NewGuid();
        await endpoints.PushAsync("/batch/", EndpointsFixture.Batch(id));

        Assert.DoesNotContain("hidden", (await endpoints.GetAsync($"/requests/{id}")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(endpoints.Logs.Lines, line => line.Text.Contains("hidden", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":"\u000acrit: all is lost","reference_storage_url":"a","result_storage_url":"b"}""")]
    [InlineData("""{"id":"0198c1a2-7b3c-7def-8123-456789abcde0","reference_storage_url":"http://evil\u000d\u000acrit: all is lost/","result_storage_url":"http://\u001b[2J/"}""")]
    [InlineData("""{"id":"0198c1a2-7b3c-7def-8123-456789abcde0","reference_storage_url":"http://127.0.0.1:9/\u000acrit: all is lost","result_storage_url":"http://127.0.0.1:9/\u0085\u2028b"}""")]
    [InlineData("""{"\u000acrit: all is lost":1,"id":{"\u000a":[]}}""")]
    [InlineData("{\"id\":\n\u001b[2J\ncrit: all is lost")]
    public async Task Nothing_that_is_sent_makes_a_line_of_its_own_in_the_log(string body)
    {
        await endpoints.PushAsync("/batch/", body);
        await endpoints.PushAsync("/batch/", body, static request => request.Headers.TryAddWithoutValidation(SignatureHeaders.TimestampName, "1\tcrit"));

        Assert.DoesNotContain(
            endpoints.Logs.Lines.Where(static line => line.Category.StartsWith("RobotFunctions", StringComparison.Ordinal)),
            static line => line.Text.Any(static character => char.IsControl(character) || character is '\u2028' or '\u2029'));
    }

    private static async Task<string> ReadStatusAsync(Socket socket)
    {
        var buffer = new byte[12];
        try
        {
            var read = await socket.ReceiveAsync(buffer);
            return Encoding.ASCII.GetString(buffer, 0, read);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static async Task RefusedAsync(int status, string detail, Task<(int Status, string Body, HttpResponseMessage Answer)> sending)
    {
        var (answered, body, answer) = await sending;

        Assert.Equal(status, answered);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("Error", problem.GetProperty("title").GetString());
        Assert.Contains(detail, problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.EndsWith(detail.Length > 0 && !detail.EndsWith('.') ? "" : ".", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }
}
