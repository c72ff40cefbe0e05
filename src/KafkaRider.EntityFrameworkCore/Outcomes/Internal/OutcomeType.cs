namespace KafkaRider.Internal;

/// <summary>An outcome that commands can have.</summary>
/// <param name="Type">Its record.</param>
/// <param name="Topic">The topic that it is published to.</param>
/// <param name="IsRejection">Whether it says that nothing was changed.</param>
/// <param name="AddProducer">Adds the producer to a rider.</param>
internal sealed record OutcomeType(Type Type, string Topic, bool IsRejection, Action<MassTransit.IRiderRegistrationConfigurator> AddProducer);
