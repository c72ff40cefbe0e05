namespace KafkaRider.AspNetCore;

/// <summary>Is thrown when it cannot be learnt whether an operation is kept.</summary>
/// <param name="innerException">Why not.</param>
public sealed class OperationArchiveException(Exception innerException) : Exception("It cannot be learnt whether the operation is kept.", innerException);
