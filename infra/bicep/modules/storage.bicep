metadata description = 'The storage account of the Functions host, the durable engine and the robot: no keys, no public blobs.'

import { networkAccessType, tagsType } from '../types.bicep'

@description('The name of the account.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

@description('The replication of the account.')
param sku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS'

@description('The network access rules.')
param networkAccess networkAccessType

@description('The container of the payloads.')
param payloadContainer string

@description('The container of the dead letters.')
param deadLetterContainer string

@description('All other containers.')
param otherContainers string[]

@description('The queues.')
param queues string[]

@description('The age in days at which a payload that its run could not delete, and the record of a delivered dead letter, is deleted. It must be longer than the longest run and longer than ended runs are kept.')
@minValue(8)
param payloadDays int

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: networkAccess.isolated && empty(networkAccess.allowedIpRanges) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: networkAccess.isolated ? 'Deny' : 'Allow'
      ipRules: [for range in networkAccess.allowedIpRanges: { value: range, action: 'Allow' }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    containerDeleteRetentionPolicy: { enabled: true, days: 14 }
    // A dead letter is the only copy of a callback, so deleted and overwritten blobs remain as versions. The lifecycle rules below delete old versions,
    // those of the large payloads much sooner; soft delete has one retention time for the whole account.
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: false }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in [payloadContainer, deadLetterContainer, ...otherContainers]: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queue in queues: {
    parent: queueService
    name: queue
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-forgotten-payloads'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: [
                '${payloadContainer}/'
                '${deadLetterContainer}/delivered/'
                '${deadLetterContainer}/claims/'
              ]
            }
            actions: {
              baseBlob: {
                delete: { daysAfterModificationGreaterThan: payloadDays }
              }
            }
          }
        }
        {
          name: 'keep-deleted-dead-letters'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${deadLetterContainer}/']
            }
            actions: {
              version: {
                delete: { daysAfterCreationGreaterThan: 30 }
              }
            }
          }
        }
        {
          name: 'delete-all-other-old-versions'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: map([payloadContainer, ...otherContainers], container => '${container}/')
            }
            actions: {
              version: {
                delete: { daysAfterCreationGreaterThan: 1 }
              }
            }
          }
        }
      ]
    }
  }
}

@description('The id of the account.')
output id string = account.id

@description('The blob endpoint.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('The queue endpoint.')
output queueEndpoint string = account.properties.primaryEndpoints.queue

@description('The table endpoint.')
output tableEndpoint string = account.properties.primaryEndpoints.table
