namespace KafkaRider.AspNetCore.Internal;

internal static class OperationLinks
{
    public static string To(Guid operationId) => $"/operations/{operationId}";

    public static string ToEvents(Guid operationId) => $"/operations/{operationId}/events";
}
