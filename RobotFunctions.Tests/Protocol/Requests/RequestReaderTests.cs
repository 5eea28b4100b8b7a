using System.Text;
using RobotFunctions.Core.Protocol.Requests;

namespace RobotFunctions.Tests.Protocol.Requests;

public sealed class RequestReaderTests
{
    private const string Id = "0198c1a2-7b3c-7def-8123-456789abcdef";

    [Theory]
    [InlineData("""{"id":"ID","reference_storage_url":"https://a.example.org/r.jsonl?sig=x%7Ey","result_storage_url":"http://b:9000/s?sig=z","extra_fields":null,"new":[]}""")]
    [InlineData("""{ "result_storage_url":"http://b:9000/s?sig=z", "reference_storage_url":"https://a.example.org/r.jsonl?sig=x%7Ey", "id":"ID" }""")]
    public void A_push_of_a_batch_and_a_polled_batch_have_one_shape(string body)
    {
        var request = Assert.IsType<RobotRequest>(RequestReader.ReadBatch(Bytes(body)).Value);

        Assert.Equal(Id, request.Id.ToString());
        Assert.Equal("https://a.example.org/r.jsonl?sig=x%7Ey", request.ReferenceUrl.ToUri().OriginalString);
        Assert.Equal("http://b:9000/s?sig=z", request.ResultUrl.ToUri().OriginalString);
        Assert.Equal(System.Text.Json.JsonValueKind.Undefined, request.ExtraFields.ValueKind);
    }

    [Fact]
    public void A_single_request_brings_its_reference_with_it()
    {
        var reading = RequestReader.ReadSingle(Bytes("""{"id":"ID","reference":{"visibility":"public","id":"3a533776-c9ad-4aac-a089-d654d509490c","identifiers":null,"enhancements":[]},"extra_fields":{"toy":"Woody"}}"""));

        Assert.True(reading.IsValid);
        Assert.Equal(Id, reading.Value.Id.ToString());
        Assert.Equal("3a533776-c9ad-4aac-a089-d654d509490c", reading.Value.ReferenceId.ToString());
        Assert.Equal("public", reading.Value.Reference.GetProperty("visibility").GetString());
        Assert.Equal("Woody", reading.Value.ExtraFields.GetProperty("toy").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("nonsense")]
    [InlineData("""{"id":"\ud800"}""")]
    public void A_body_that_is_not_JSON_is_told_apart(string body)
    {
        foreach (var verdict in (RequestVerdict[])[RequestReader.ReadSingle(Bytes(body)).Verdict, RequestReader.ReadBatch(Bytes(body)).Verdict, RequestReader.ReadStatus(Bytes(body)).Verdict])
        {
            Assert.Equal(RequestVerdict.NotJson, verdict);
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_not_JSON() =>
        Assert.Equal(["The body is not valid UTF-8."], RequestReader.ReadBatch(new byte[] { (byte)'"', 0xFF, (byte)'"' }).Problems);

    [Theory]
    [InlineData("[]", "The body is not a JSON object.")]
    [InlineData("{}", "id is missing.", "reference_storage_url is missing.", "result_storage_url is missing.")]
    [InlineData("""{"id":5,"reference_storage_url":"ftp://x","result_storage_url":null,"extra_fields":[]}""", "id is not a UUID of version 4 or 7.", "reference_storage_url is not an absolute http or https URL.", "result_storage_url is missing.", "extra_fields is not an object.")]
    [InlineData("""{"id":"3a533776-c9ad-1aac-a089-d654d509490c","reference_storage_url":"https://a/?sig=secret\u0000","result_storage_url":"https://b/"}""", "id is not a UUID of version 4 or 7.", "reference_storage_url is not an absolute http or https URL.")]
    public void Everything_wrong_with_a_batch_is_told_at_once(string body, params string[] problems)
    {
        var reading = RequestReader.ReadBatch(Bytes(body));

        Assert.Equal(RequestVerdict.Invalid, reading.Verdict);
        Assert.Equal(problems, reading.Problems);
        Assert.Null(reading.Value);
    }

    [Theory]
    [InlineData("""{"id":"ID"}""", "reference is missing.")]
    [InlineData("""{"id":"ID","reference":[]}""", "reference is not a reference: The line is not a JSON object.")]
    [InlineData("""{"id":"ID","reference":{"id":"x"}}""", "reference is not a reference: The reference's id is not a UUID of version 4 or 7.")]
    [InlineData("""{"id":"ID","reference":{"id":"3a533776-c9ad-4aac-a089-d654d509490c","enhancements":5}}""", "reference is not a reference: The reference's enhancements are not a list.")]
    public void A_single_request_without_a_readable_reference_is_invalid(string body, string problem) =>
        Assert.Equal([problem], RequestReader.ReadSingle(Bytes(body)).Problems);

    [Theory]
    [InlineData("reference_data_url")]
    [InlineData("reference_storage_url")]
    public void The_status_of_a_request_has_fresh_URLs_under_either_name(string name)
    {
        var reading = RequestReader.ReadStatus(Bytes($$"""{"id":"ID","robot_id":"x","reference_ids":[],"source":null,"request_status":"partial_failed","{{name}}":"https://a/","result_storage_url":"https://b/","validation_result_url":null,"error":null}"""));

        Assert.True(reading.IsValid);
        Assert.Equal(RequestStatus.PartialFailed, reading.Value.Status);
        Assert.Equal("https://a/", reading.Value.ReferenceUrl?.ToString());
        Assert.Equal("https://b/", reading.Value.ResultUrl?.ToString());
        Assert.Null(reading.Value.Error);
    }

    [Fact]
    public void The_status_of_a_single_request_has_no_URLs_and_may_be_one_that_is_not_known()
    {
        var reading = RequestReader.ReadStatus(Bytes("""{"id":"ID","reference_id":"x","robot_id":"x","enhancement_parameters":null,"request_status":"archived","error":"boom"}"""));

        Assert.True(reading.IsValid);
        Assert.Equal(("archived", false, "boom"), (reading.Value.Status.Value, reading.Value.Status.IsKnown, reading.Value.Error));
        Assert.Null(reading.Value.ReferenceUrl);
        Assert.Null(reading.Value.ResultUrl);
    }

    [Fact]
    public void A_status_that_is_not_text_is_invalid() =>
        Assert.Equal(["request_status is not a string."], RequestReader.ReadStatus(Bytes("""{"id":"ID","request_status":5}""")).Problems);

    private static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(body.Replace("ID", Id, StringComparison.Ordinal));
}
