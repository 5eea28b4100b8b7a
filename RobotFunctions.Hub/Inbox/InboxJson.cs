using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox;

/// <summary>The JSON of schemas, tasks and histories.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Page<SchemaView>))]
[JsonSerializable(typeof(InstalledSchemaView))]
[JsonSerializable(typeof(SchemaDetailView))]
[JsonSerializable(typeof(SecretBody))]
[JsonSerializable(typeof(SecretView))]
[JsonSerializable(typeof(MigrationView))]
[JsonSerializable(typeof(TaskPost))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(TaskListAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(VerificationView))]
[JsonSerializable(typeof(CheckpointView))]
internal sealed partial class InboxJson : JsonSerializerContext;
