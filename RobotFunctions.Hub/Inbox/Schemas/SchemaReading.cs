namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>What reading a schema file gave: the schema, or everything that is wrong with the file.</summary>
/// <param name="Schema">The schema; null if there are problems.</param>
/// <param name="Problems">The problems, by line.</param>
internal sealed record SchemaReading(TaskSchema? Schema, IReadOnlyList<SchemaProblem> Problems);
