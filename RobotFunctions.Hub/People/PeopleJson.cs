using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>The JSON of people, members and workspaces.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MemberCreation))]
[JsonSerializable(typeof(MemberPatch))]
[JsonSerializable(typeof(NewMemberView))]
[JsonSerializable(typeof(Page<MemberView>))]
[JsonSerializable(typeof(LinkedPerson))]
[JsonSerializable(typeof(PersonCreation))]
[JsonSerializable(typeof(PersonPatch))]
[JsonSerializable(typeof(PersonReset))]
[JsonSerializable(typeof(Page<PersonView>))]
[JsonSerializable(typeof(WorkspaceCreation))]
[JsonSerializable(typeof(WorkspacePatch))]
[JsonSerializable(typeof(Page<WorkspaceView>))]
internal sealed partial class PeopleJson : JsonSerializerContext;
