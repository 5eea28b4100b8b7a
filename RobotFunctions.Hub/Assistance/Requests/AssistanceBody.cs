using System.Text.Json.Serialization;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>The body of <c>POST /assistance</c>. Members that it does not have are ignored, as the assistance API that the Hub is compatible with does.</summary>
/// <param name="Topic">The topic, compared without case.</param>
/// <param name="Description">What help is needed with: 1 to 4000 characters.</param>
/// <param name="Requester">Who needs help.</param>
/// <param name="Url">Where the person who helps looks first.</param>
/// <param name="Severity">How urgent it is; absent for normal.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record AssistanceBody(string Topic, string Description, string? Requester = null, string? Url = null, Severity Severity = Severity.Normal)
{
    private const int MaxTopic = 200;
    private const int MaxDescription = 4000;
    private const int MaxRequester = 200;
    private const int MaxUrl = 2000;

    /// <summary>Everything that is wrong with it.</summary>
    public IEnumerable<FieldProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(Topic) || Topic.Length > MaxTopic)
        {
            yield return new("topic", $"topic must have 1 to {MaxTopic} characters.");
        }

        if (string.IsNullOrWhiteSpace(Description) || Description.Length > MaxDescription || Description.Any(static letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
        {
            yield return new("description", $"description must have 1 to {MaxDescription} characters, without control characters other than line ends and tabs.");
        }

        if (Requester is not null && (string.IsNullOrWhiteSpace(Requester) || Requester.Length > MaxRequester || Requester.Any(char.IsControl)))
        {
            yield return new("requester", $"requester must have 1 to {MaxRequester} characters, without control characters. Leave it out if nobody is known.");
        }

        if (Url is not null && !(Url.Length <= MaxUrl && !Url.Any(char.IsControl) && Uri.TryCreate(Url, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "" }))
        {
            yield return new("url", $"url must be an http or https URL of at most {MaxUrl} characters, without a user name or password. Leave it out if there is none.");
        }
    }
}
