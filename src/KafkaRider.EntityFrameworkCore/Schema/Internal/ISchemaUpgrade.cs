namespace KafkaRider.Internal;

/// <summary>Brings the database into the form that this version needs.</summary>
internal interface ISchemaUpgrade
{
    Task RunAsync(CancellationToken cancellationToken);
}
