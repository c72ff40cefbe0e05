namespace KafkaRider.Internal;

/// <summary>Is a table beside the inbox whose old rows go with those of the inbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Time">The column that says how old a row is; rows where it is NULL stay.</param>
internal sealed record PurgedTable(string Name, string Time);
